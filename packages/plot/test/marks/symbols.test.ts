import { themes } from '@gradus/svg'
import { expect, test } from '@jest/globals'
import { colorOf, dashOf, symbolPath } from '../../src/marks/symbols.js'

test('up to 64 classes differ in color or shape, and 8 classes in both', () => {
  const looks = Array.from({ length: 64 }, (_, i) => [colorOf(themes.light, i), symbolPath(i, 0, 0, 5)])
  expect(new Set(looks.map((pair) => pair.join(' '))).size).toBe(64)
  expect(new Set(looks.slice(0, 8).map(([color]) => color)).size).toBe(8)
  expect(new Set(looks.slice(0, 8).map(([, shape]) => shape)).size).toBe(8)
  expect(looks[8]![0]).toBe(looks[0]![0])
  expect(looks[8]![1]).not.toBe(looks[0]![1])
})

test('the ninth curve has the first color and dashes', () => {
  expect([0, 7, 8, 16, 24].map(dashOf)).toEqual([undefined, undefined, '7 4', '2 3', '9 3 2 3'])
})

test.each([0, 1, 2, 3, 4, 5, 6, 7])('symbol %i is closed, centered and about as large as the others', (i) => {
  const commands = [...symbolPath(i, 0, 0, 10).matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)]
  expect(commands.at(-1)![1]).toBe('z')
  let [x, y] = [0, 0]
  const [xs, ys]: [number[], number[]] = [[], []]
  for (const [, command, text] of commands) {
    const n = text!.trim().split(/[ ,]+/).map(Number)
    if (command === 'h') x += n[0]!
    else if (command === 'v') y += n[0]!
    else if (command === 'a') [x, y] = [x + n[5]!, y + n[6]!]
    else if (command !== 'z' && command !== 'M') [x, y] = [x + n[0]!, y + n[1]!]
    if (command === 'M') continue
    xs.push(x)
    ys.push(y)
  }
  for (const list of [xs, i === 0 ? [-10, 10] : ys]) {
    expect(Math.abs(Math.max(...list) + Math.min(...list))).toBeLessThan(6)
    expect(Math.max(...list) - Math.min(...list)).toBeGreaterThan(16)
    expect(Math.max(...list) - Math.min(...list)).toBeLessThan(29)
  }
})

test('symbols can follow each other in one path', () => {
  expect(symbolPath(1, 1, 2, 10)).toBe('M1 2m-9 -9h18v18h-18z')
})
