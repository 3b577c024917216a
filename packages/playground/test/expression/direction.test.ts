import { expect, test } from '@jest/globals'
import type { Expression } from '@gradus/expression'
import { widthFor } from '../../src/expression/direction.js'
import { graphAt, parsed } from '../../src/expression/graph-of.js'

const widthOf = (text: string) => widthFor(graphAt(parsed(text) as Expression, {}))

test('a longer path needs a wider page to go from left to right', () => {
  const widths = [1, 2, 4, 6].map((levels) => widthOf(`${'sin('.repeat(levels)}x${')'.repeat(levels)}`))
  expect(widths).toEqual([640, 640, 1235.25, 1583.25])
})

test('many nodes beside each other go from left to right, unless the page is narrow', () => {
  const sum = (count: number): string => (count === 1 ? 'sin(x)*y' : `(${sum(count / 2)} + ${sum(count / 2)})`)
  expect(widthOf(sum(8).replaceAll(/x/g, () => `x${names++}`))).toBe(640)
  // Each term of this sum stands one level above the next.
  expect(widthOf('a*b + c*d + e*f + g*h + i*j + k*l')).toBeGreaterThan(1000)
})

let names = 0
