import { describe, expect, test } from '@jest/globals'
import { elastic, noise, rotate, shift } from '../../src/images/augment.js'
import { expand, type ExpandOptions } from '../../src/images/expand.js'
import { createRandom } from '../../src/random.js'

const random = createRandom(1)
const data = {
  inputs: Array.from({ length: 5 }, () => Array.from({ length: 30 }, () => random.uniform())),
  targets: [3, 1, 4, 1, 5],
  width: 6,
  height: 5,
}
const [pixels] = data.inputs as [number[]]
const { width, height } = data
const one = { inputs: [pixels], targets: [0], width, height }

describe('expand', () => {
  test('the originals, then round after round of variants, with their targets', () => {
    const before = structuredClone(data)
    const more = expand(data, { copies: 2, shift: 1, rotate: 20, elastic: { alpha: 5, sigma: 2 }, noise: 0.1 })
    expect(data).toEqual(before)
    expect(more.inputs).toHaveLength(15)
    expect(more.targets).toEqual([...data.targets, ...data.targets, ...data.targets])
    expect([more.width, more.height]).toEqual([6, 5])
    data.inputs.forEach((original, i) => {
      expect(more.inputs[i]).toBe(original)
      const variants = [more.inputs[5 + i], more.inputs[10 + i]]
      for (const variant of variants) {
        expect(variant).toHaveLength(30)
        expect(variant).not.toEqual(original)
      }
      expect(variants[0]).not.toEqual(variants[1])
    })
  })

  test('the same seed gives the same variants, however many rounds', () => {
    const options = { shift: 1, rotate: 5, noise: 0.01 }
    expect(expand(data, { ...options, seed: 1 })).toEqual(expand(data, options))
    expect(expand(data, { ...options, copies: 3 }).inputs.slice(0, 10)).toEqual(expand(data, options).inputs)
    expect(expand(data, { ...options, seed: 2 })).not.toEqual(expand(data, options))
  })

  test('shift: every whole shift up to the bound, and no other', () => {
    const variants = expand(one, { copies: 2000, shift: 1 }).inputs.slice(1)
    const counts = new Map<string, number>()
    for (const variant of variants) counts.set(String(variant), (counts.get(String(variant)) ?? 0) + 1)
    const all = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => String(shift({ pixels, width, height }, dx, dy).pixels))) // oxfmt-ignore
    expect([...counts.keys()].sort()).toEqual(all.sort())
    for (const n of counts.values()) expect(Math.abs(n - 2000 / 9)).toBeLessThan(70)
  })

  test('rotate: uniform up to the bound, both ways', () => {
    // A blob far from the centre shows its angle.
    const size = 61
    const blob = Array.from({ length: size * size }, (_, i) => Math.exp(-(((i % size) - 52) ** 2 + (Math.floor(i / size) - 30) ** 2) / 8)) // oxfmt-ignore
    const { inputs } = expand(
      { inputs: [blob], targets: ['a'], width: size, height: size },
      { copies: 200, rotate: 30 },
    )
    const angles = inputs.slice(1).map((values) => {
      const total = values.reduce((sum, v) => sum + v, 0)
      const x = values.reduce((sum, v, i) => sum + v * (i % size), 0) / total - 30
      const y = values.reduce((sum, v, i) => sum + v * Math.floor(i / size), 0) / total - 30
      return (Math.atan2(-y, x) * 180) / Math.PI
    })
    expect(Math.max(...angles.map(Math.abs))).toBeLessThan(30.1)
    for (const from of [-30, -15, 0, 15]) {
      const share = angles.filter((angle) => angle >= from && angle < from + 15).length / 200
      expect(Math.abs(share - 0.25)).toBeLessThan(0.13)
    }
  })

  test('one change alone is that of its function, for the same draws', () => {
    const image = { pixels, width, height }
    const variant = (options: ExpandOptions) => expand(one, options).inputs[1]
    const elasticity = { alpha: 8, sigma: 2, seed: 4 }
    expect(variant({ elastic: { alpha: 8, sigma: 2 }, seed: 4 })).toEqual(elastic(image, elasticity).pixels)
    expect(variant({ noise: 0.2, seed: 4 })).toEqual(noise(image, { sd: 0.2, seed: 4 }).pixels)
    const angle = 40 * (2 * createRandom(4).uniform() - 1)
    expect(variant({ rotate: 40, seed: 4 })).toEqual(rotate(image, angle).pixels)
  })

  test('several changes: turned, then shifted, interpolated once', () => {
    const dot = {
      inputs: [Array.from({ length: 121 }, (_, i) => (i === 60 ? 1 : 0))],
      targets: [0],
      width: 11,
      height: 11,
    }
    // The dot is in the centre, where turning does not move it, and whole shifts do not blur it.
    for (const variant of expand(dot, { copies: 50, shift: 3, rotate: 180 }).inputs.slice(1)) {
      expect(Math.max(...variant)).toBeCloseTo(1, 12)
      const place = variant.indexOf(Math.max(...variant))
      expect([place % 11, Math.floor(place / 11)].every((k) => Math.abs(k - 5) <= 3)).toBe(true)
    }
  })

  test.each([
    [{}, 'expand: no change is asked for, so all variants would equal their originals. Pass shift, rotate, elastic or noise.'],
    [{ copies: 3, elastic: { alpha: 0, sigma: 1 } }, 'expand: no change is asked for, so all variants would equal their originals. Pass shift, rotate, elastic or noise.'],
    [{ copies: 0, shift: 1 }, 'expand: copies is 0. Pass a whole number, 1 or more.'],
    [{ shift: 0.5 }, 'expand: shift is 0.5. Pass a whole number, 0 or more.'],
    [{ rotate: -5 }, 'expand: rotate is -5. Pass a number of at least 0.'],
    [{ noise: NaN }, 'expand: noise is NaN. Pass a number of at least 0.'],
    [{ elastic: { alpha: 1, sigma: 0 } }, 'expand: elastic.sigma is 0. Pass a number above 0.'],
    [{ elastic: { alpha: 'x', sigma: 1 } }, 'expand: elastic.alpha is "x". Pass a number of at least 0.'],
    [{ shift: 1, seed: 1.5 }, 'expand: seed is 1.5. Pass a whole number of size below 2^53.'],
  ])('refuses %j', (options, message) => {
    expect(() => expand(data, options as ExpandOptions)).toThrow(new RangeError(message))
  }) // oxfmt-ignore

  test('refuses unknown options and data that do not fit together', () => {
    expect(() => expand(data, { sd: 1 } as never)).toThrow(
      new TypeError('expand: unknown option "sd". The options are copies, shift, rotate, elastic, noise, seed.'),
    )
    expect(() => expand(data, { elastic: { alpha: 1, sigma: 1, seed: 1 } } as never)).toThrow(
      new TypeError('expand: unknown option "seed". The options are alpha, sigma.'),
    )
    expect(() => expand({ ...data, targets: [1] }, { shift: 1 })).toThrow(
      new RangeError('expand: there are 5 pictures and 1 targets. Pass one target per picture, at least one.'),
    )
    expect(() => expand({ ...data, inputs: [...data.inputs.slice(1), [1]] }, { shift: 1 })).toThrow(
      new RangeError('expand: inputs[4] has 1 numbers. Pass 30, for 6 × 5 pixels.'),
    )
    expect(() => expand({ ...one, inputs: [pixels.with(7, NaN)] }, { shift: 1 })).toThrow(
      new RangeError('expand: inputs[0][7] is NaN. Pass a finite number.'),
    )
  })
})
