/** Sizes that no machine has room for are errors with a reason, and not a crash. */
import { expect, test } from '@jest/globals'
import { elastic, rotate, shift } from '../../src/images/augment.js'
import { expand } from '../../src/images/expand.js'
import { blobs, circles, moons, spirals, xor } from '../../src/sets/generators.js'
import { oneHot } from '../../src/encode/onehot.js'
import { folds, split } from '../../src/sets/split.js'

const image = { pixels: [0, 0.2, 0.4, 1], width: 2, height: 2 }
const data = { inputs: [image.pixels], targets: [0], width: 2, height: 2 }

test.each<[run: () => unknown, message: string]>([
  ...[moons, circles, spirals, blobs, xor].map((make): [() => unknown, string] => [
    () => make({ count: 1e12 }),
    `${make.name}: count is 1000000000000. So many points take more than 1 GB of memory. Pass at most 10000000.`,
  ]),
  [() => oneHot(0, 1e10), 'oneHot: count is 10000000000. So long a vector takes more than 80 MB of memory. Pass at most 10000000.'],
  [() => split(1e12, 0.5), 'split: count is 1000000000000. A list of so many indices does not fit into memory. Pass at most 100000000.'],
  [() => folds(1e6, 1e6), 'folds: count · k is 1000000000000. Lists of so many indices do not fit into memory. Pass at most 100000000.'],
  [() => folds(1e12, 5), 'folds: count · k is 5000000000000. Lists of so many indices do not fit into memory. Pass at most 100000000.'],
  [() => expand(data, { copies: 1e9, noise: 1 }), 'expand: copies is 1000000000. More pixels take more than 4 GB of memory. Pass at most 125000000.'],
  [() => expand(data, { shift: 2 ** 52 }), 'expand: shift is 4503599627370496. No picture is so large. Pass at most 1000000000.'],
  [() => expand(data, { elastic: { alpha: 1e308, sigma: 1 } }), 'expand: elastic.alpha is 1e+308. No picture is so large. Pass at most 1000000000.'],
  [() => elastic(image, { alpha: 1e308, sigma: 1 }), 'elastic: alpha is 1e+308. No picture is so large. Pass at most 1000000000.'],
  [() => spirals({ turns: 1e308 }), 'spirals: point 178 would be [NaN, NaN]. Pass smaller options, such as noise.'],
])('%s', (run, message) => {
  expect(run).toThrow(new RangeError(message))
}) // oxfmt-ignore

test('noise that overflows is an error, as infinite inputs are', () => {
  expect(() => moons({ noise: 1.7e308 })).toThrow(/^moons: point \d+ would be \[.*Infinity.*\]\. Pass smaller options, such as noise\.$/) // oxfmt-ignore
})

test('pictures stay finite whatever the change', () => {
  const changed = [
    shift(image, 1e308, -1e308),
    shift(image, 5e-324, 0),
    rotate(image, 1.7e308),
    elastic(image, { alpha: 1e9, sigma: 1e308 }),
    elastic(image, { alpha: 1e9, sigma: 5e-324 }),
  ]
  const more = expand(data, { copies: 20, shift: 1e9, rotate: 1e308, elastic: { alpha: 1e9, sigma: 1e-300 }, noise: 1e308 }) // oxfmt-ignore
  for (const pixels of [...changed.map(({ pixels }) => pixels), ...more.inputs]) {
    expect(pixels.every(Number.isFinite)).toBe(true)
  }
})

test('long data need no long argument lists', () => {
  const labels = Array.from({ length: 300_000 }, (_, i) => i % 3)
  expect(split(300_000, 0.2, { labels }).validation).toHaveLength(60_000)
  expect(folds(300_000, 3, { labels })).toHaveLength(3)
})
