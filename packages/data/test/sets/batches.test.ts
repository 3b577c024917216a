import { describe, expect, test } from '@jest/globals'
import { batches, type BatchesOptions } from '../../src/sets/batches.js'

const data = {
  inputs: Array.from({ length: 10 }, (_, i) => [i]),
  targets: Array.from({ length: 10 }, (_, i) => 100 + i),
}
const all = (options: BatchesOptions) => [...batches(data, options)]

describe('batches', () => {
  test('in order: whole batches, then the rest', () => {
    expect(all({ size: 4, shuffle: false })).toEqual([
      { inputs: [[0], [1], [2], [3]], targets: [100, 101, 102, 103] },
      { inputs: [[4], [5], [6], [7]], targets: [104, 105, 106, 107] },
      { inputs: [[8], [9]], targets: [108, 109] },
    ])
    expect(all({ size: 5, shuffle: false }).map(({ targets }) => targets.length)).toEqual([5, 5])
    expect(all({ size: 99, shuffle: false }).map(({ targets }) => targets.length)).toEqual([10])
  })

  test('shuffled: each example once, with its own target, not copied', () => {
    const before = structuredClone(data)
    const shuffled = all({ size: 3 })
    expect(shuffled.map(({ inputs }) => inputs.length)).toEqual([3, 3, 3, 1])
    const targets = shuffled.flatMap((batch) => batch.targets)
    expect(targets).not.toEqual(data.targets)
    expect([...targets].sort((a, b) => a - b)).toEqual(data.targets)
    shuffled.forEach(({ inputs, targets }) =>
      inputs.forEach((input, i) => {
        expect(input[0]).toBe(targets[i]! - 100)
        expect(input).toBe(data.inputs[input[0]!])
      }),
    )
    expect(data).toEqual(before)
  })

  test('the same seed gives the same order, another seed another', () => {
    expect(all({ size: 3, seed: 1 })).toEqual(all({ size: 3 }))
    expect(all({ size: 3, seed: 2 })).not.toEqual(all({ size: 3 }))
    // Size only cuts the order into pieces.
    expect(all({ size: 2 }).flatMap(({ targets }) => targets)).toEqual(
      all({ size: 7 }).flatMap(({ targets }) => targets),
    )
  })

  test('takes examples of any kind', () => {
    const [batch] = batches({ inputs: ['a'], targets: [[0, 1]] }, { size: 1 })
    expect(batch).toEqual({ inputs: ['a'], targets: [[0, 1]] })
  })

  test('complains at the call, not at the first batch', () => {
    const cases: [object, Error][] = [
      [{}, new RangeError('batches: size is undefined. Pass a whole number, 1 or more.')],
      [{ size: 0 }, new RangeError('batches: size is 0. Pass a whole number, 1 or more.')],
      [{ size: 1, seed: 0.5 }, new RangeError('batches: seed is 0.5. Pass a whole number of size below 2^53.')],
      [{ size: 1, shuffle: 1 }, new TypeError('batches: shuffle is 1. Pass true or false.')],
      [{ batchSize: 1 }, new TypeError('batches: unknown option "batchSize". The options are size, shuffle, seed.')],
    ]
    for (const [options, error] of cases) expect(() => batches(data, options as BatchesOptions)).toThrow(error)
    expect(() => batches({ inputs: [[1]], targets: [] }, { size: 1 })).toThrow(
      new RangeError('batches: there are 1 inputs and 0 targets. Pass one target per input, at least one.'),
    )
    expect(() => batches({ inputs: [], targets: [] }, { size: 1 })).toThrow(
      new RangeError('batches: there are 0 inputs and 0 targets. Pass one target per input, at least one.'),
    )
  })
})
