import { expect, test } from '@jest/globals'
import { columnsFor, panels } from '../../src/figure/panels.js'
import { look } from '../../src/options.js'

test('as many columns as have the least width', () => {
  expect([columnsFor(8, 400, 180), columnsFor(8, 370, 180), columnsFor(2, 4000, 180), columnsFor(3, 100, 180)]).toEqual([2, 1, 2, 1]) // oxfmt-ignore
})

test('panels fill the rectangle without overlap, and lie below their titles', () => {
  const all = look('plot', {})
  const places = panels({ x: 10, y: 10, width: 400, height: 300 }, ['a', 'b', 'c', ''], 2, all)
  const [a, b, c, d] = places.map(({ rect }) => rect)
  expect(b!.x).toBeGreaterThan(a!.x + a!.width)
  expect(b!.x + b!.width).toBeCloseTo(410)
  expect(c!.y).toBeGreaterThan(a!.y + a!.height)
  expect(c!.y + c!.height).toBeCloseTo(310)
  expect(d!.y).toBeLessThan(c!.y) // no title, no place for it
  expect(places.map(({ title }) => />(.*)<\/text>/.exec(title)?.[1])).toEqual(['a', 'b', 'c', undefined])
})
