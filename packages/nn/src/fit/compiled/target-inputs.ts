/** Encodes targets as inputs of compiled code. */
import { Value, withoutGraph } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Run } from '../run.js'
import { NotCompiled } from './fallback.js'
import { plainTarget, type Row } from '../../rows.js'

export interface Encoding {
  /** Numbers per target; undefined if a target is one plain number. */
  readonly width: number | undefined
  /** Writes a target from index `at` on, and returns the index behind it. */
  of(target: number | Row, numbers: Float64Array | Float32Array, at: number): number
}

/** @throws the loss's own error for a target that it refuses; NotCompiled if the targets are of different kinds */
export function encodeTargets({ train, validation, loss }: Run, outputs: number): Encoding {
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
  return {
    width,
    of(target, numbers, at) {
      if (typeof target === 'number') {
        numbers[at] = target
        return at + 1
      }
      numbers.set(target, at)
      return at + target.length
    },
  }
}
