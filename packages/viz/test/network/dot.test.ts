import { describe, expect, test } from '@jest/globals'
import { drawNetwork, networkToDot } from '../../src/index.js'
import { readDot } from '../read-dot.js'

const thetas = [
  [
    [0.1, 0.5, -1],
    [0, 2, NaN],
  ],
  [[0, 1, -1]],
]
const visible = (dot: string) => dot.split('\n').filter((line) => line.includes('tooltip='))

describe('networkToDot', () => {
  test('has the units and the links that drawNetwork has', () => {
    const dot = networkToDot({ thetas, inputs: ['a', 'b'], outputs: ['y'] })
    const svg = drawNetwork({ thetas, inputs: ['a', 'b'], outputs: ['y'] })
    const { nodes } = readDot(dot)
    const units = nodes.map(({ name }) => name).filter((name) => /^[ub]/.test(name))
    const drawn = [...svg.matchAll(/data-unit="(\d+) (-?\d+)"/g)].map(([, l, i]) => (i === '-1' ? `b${l}` : `u${l}_${i}`))
    expect(units.sort()).toEqual(drawn.sort())
    expect(visible(dot)).toHaveLength(svg.match(/data-link=/g)!.length)
    expect(nodes.find(({ name }) => name === 'u0_1')!.label).toBe('b')
    expect(nodes.find(({ name }) => name === 'u2_0')!.label).toBe('y')
  }) // oxfmt-ignore
  test('a link shows sign and size, and the tooltip its number', () => {
    const link = (ends: string) => visible(networkToDot({ thetas })).find((line) => line.includes(`${ends} [`))!
    expect(link('u0_0 -> u1_0')).toContain('tooltip="weight of unit 1 in unit 1: 0.5"')
    expect(link('b0 -> u1_0')).toContain('tooltip="bias of unit 1: 0.1"')
    expect(link('u0_1 -> u1_0')).toContain('style=dashed')
    expect(link('u0_0 -> u1_0')).not.toContain('style=dashed')
    const width = (ends: string) => Number(/penwidth=([\d.]+)/.exec(link(ends))![1])
    expect(width('u0_0 -> u1_1')).toBeGreaterThan(width('u0_0 -> u1_0'))
    const colors = ['u0_0 -> u1_0', 'u0_1 -> u1_0', 'u0_1 -> u1_1'].map((ends) => /color="(#\w+)"/.exec(link(ends))![1])
    expect(new Set(colors).size).toBe(3)
  })
  test('activations stand in the units, and any name is read back', () => {
    const name = String.raw`a"b\N|{}<&>`
    const dot = networkToDot({ thetas, inputs: [name, '漢'], activations: [[1, 0], [0.5, -0.25], [0.75]] })
    const { nodes } = readDot(dot)
    expect(nodes.find(({ name }) => name === 'u1_1')!.label).toBe('-0.25')
    expect(nodes.find(({ name }) => name === 'u0_1')!.label).toBe(String.raw`漢\n0`)
    expect(dot).toContain(String.raw`a\"b\\N|{}<&amp;>\n1`)
  })
  test('says what is left out of a wide layer', () => {
    const wide = [Array.from({ length: 20 }, (_, i) => [i, 1, 1]), [Array.from({ length: 21 }, () => 1)]]
    const dot = networkToDot({ thetas: wide }, { limit: 4 })
    const { nodes, label } = readDot(dot)
    expect(nodes.filter(({ name }) => name.startsWith('u1_')).map(({ name }) => name)).toEqual(['u1_0', 'u1_1', 'u1_18', 'u1_19']) // oxfmt-ignore
    expect(nodes.find(({ name }) => name === 'm1')!.label).toBe('… 16 more')
    expect(label).toContain('16 units and 64 links are left out.')
  })
  test('the theme of a page is refused, and another is not', () => {
    expect(() => networkToDot({ thetas }, { theme: 'page' })).toThrow(
      new RangeError("networkToDot: the option theme is \"page\", and DOT has no CSS. Pass 'light' or 'dark'."),
    )
    expect(networkToDot({ thetas }, { theme: 'dark' })).toContain('bgcolor="#0d1117"')
  })
})
