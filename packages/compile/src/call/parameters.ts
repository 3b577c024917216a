/** The numbers of parameters on their way into compiled code. */
import type { Value } from '@gradus/engine'
import { mustBeNumber } from '@gradus/engine/errors'
import type { Numbers } from '../memory/arena.js'

export function writeParameters(where: string, parameters: readonly Value[], numbers: Numbers, at: number): void {
  for (let p = 0; p < parameters.length; p++) {
    const { data } = parameters[p]!
    if (typeof data !== 'number') throw mustBeNumber(where, `the data of parameter ${p}`, data)
    numbers[at + p] = data
  }
}
