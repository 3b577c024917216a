import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import type { Expression } from '@gradus/expression'
import { widthFor } from '../../src/expression/direction.js'
import { graphAt, parsed } from '../../src/expression/graph-of.js'

const widthOf = (text: string) => widthFor(graphAt(parsed(text) as Expression, {}))

test('a longer path needs a wider page to go from left to right', () => {
  const widths = [1, 2, 4, 6, 9].map((levels) => widthOf(`${'sin('.repeat(levels)}x${')'.repeat(levels)}`))
  expect(widths).toEqual([640, 640, 871.25 + 364, 1219.25 + 364, 1741.25 + 364])
})

test('a graph with many nodes beside each other goes from left to right, unless the page is narrow', () => {
  expect(widthOf('a*b + c*d + e*f + g*h + i*j + k*l')).toBeGreaterThan(640)
  const sum = Array.from({ length: 20 }, (_, i) => new Value(i, `x${i}`).mul(2))
  while (sum.length > 1) sum.push(sum.shift()!.add(sum.shift()!))
  expect(widthFor(sum[0]!)).toBe(640)
})
