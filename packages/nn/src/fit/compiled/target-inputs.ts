/** Checks that targets can be inputs of compiled code, and finds their shape. */
import { Value, withoutGraph } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Run } from '../run.js'
import { NotCompiled } from './fallback.js'
import { plainTarget } from '../../rows.js'

/**
 * The shape of a target: its length, or 'scalar' for a plain number.
 *
 * @throws the loss's own error for a target that it refuses; NotCompiled if the targets are of different kinds
 */
export function targetShape({ train, validation, loss }: Run, outputs: number): number | 'scalar' {
  const targets = [...train.targets, ...(validation?.targets ?? [])].map(plainTarget)
  const zeros = Array.from({ length: outputs }, () => new Value(0))
  const seen = new Set<string | number>()
  const [first] = targets
  const width = Array.isArray(first) ? first.length : undefined
  for (const target of targets) {
    if (![...(Array.isArray(target) ? target : [target])].every((t) => typeof t === 'number')) {
      withoutGraph(() => loss(zeros, target)) // throws an error that says what is wrong
      throw new NotCompiled(`Its targets are not all numbers: ${show(target)}.`)
    }
    const key = typeof target === 'number' ? target : target.join()
    if (seen.has(key)) continue
    seen.add(key)
    withoutGraph(() => loss(zeros, target))
    const same = width === undefined ? typeof target === 'number' : Array.isArray(target) && target.length === width
    if (!same) throw new NotCompiled(`Its targets differ in kind: ${show(first)} and ${show(target)}.`)
  }
  return width ?? 'scalar'
}
