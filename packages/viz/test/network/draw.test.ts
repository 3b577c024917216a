import { describe, expect, test } from '@jest/globals'
import { drawNetwork, type Network } from '@gradus/viz'
import { palettes } from '../../src/colors.js'
import { all, forbiddenIn, having, parseXml, textsOf } from '../read-svg.js'

const small: Network = {
  thetas: [
    [
      [0.1, 0.5, -1],
      [0, 2, 0.25],
    ],
    [[0.3, 1, -4]],
  ],
  activations: [[1, 0], [0.537, -0.964], [NaN]],
  inputs: ['length <cm>', 'width'],
  outputs: ['yes'],
}
const links = (network: Network, options = {}) =>
  [...having(parseXml(drawNetwork(network, options)), 'data-link')].map(
    ([
      name,
      {
        children: [title, path],
      },
    ]) => ({ name, title: title!.text, ...path!.attributes }) as Record<string, string>,
  )

describe('a network', () => {
  test('has a unit for each unit and bias, and a link for each weight', () => {
    const svg = parseXml(drawNetwork(small))
    expect([...having(svg, 'data-unit').keys()]).toEqual(['0 -1', '0 0', '0 1', '1 -1', '1 0', '1 1', '2 0'])
    expect(links(small).map(({ name }) => name)).toEqual([
      '1 0 -1', '1 0 0', '1 0 1', '1 1 -1', '1 1 0', '1 1 1', '2 0 -1', '2 0 0', '2 0 1',
    ]) // oxfmt-ignore
    expect(links(small).map(({ title }) => title!.replace(/.*: /, ''))).toEqual([
      '0.1',
      '0.5',
      '-1',
      '0',
      '2',
      '0.25',
      '0.3',
      '1',
      '-4',
    ])
    expect(links(small)[0]!['title']).toBe('bias of unit 1: 0.1')
    expect(links(small)[5]!['title']).toBe('weight of unit 2 in unit 2: 0.25')
    expect(forbiddenIn(svg)).toEqual([])
  })

  test('shows sign and size of weights as color and width, and a negative one as dashed too', () => {
    const shown = links(small).map(({ stroke, 'stroke-width': width, 'stroke-dasharray': dash }) => [
      stroke,
      Number(width),
      dash,
    ])
    const { positive, negative, border } = palettes.light
    expect(shown[1]).toEqual([positive, 1.75, undefined])
    expect(shown[2]).toEqual([negative, 2.5, '6 4'])
    expect(shown[3]).toEqual([border, 1, undefined])
    expect(shown[8]).toEqual([negative, 7, '6 4'])
    expect(textsOf(parseXml(drawNetwork(small))).slice(-5, -2)).toEqual([
      'weight above 0',
      'weight below 0',
      'size 4; thinner is less',
    ])
  })

  test('shows activations, names, and a letter for a number that is not finite', () => {
    const texts = textsOf(parseXml(drawNetwork(small, { title: 'T' })))
    expect(texts).toEqual(
      expect.arrayContaining([
        'T',
        'inputs',
        'layer 1',
        'outputs',
        '0.537',
        '-0.964',
        'NaN',
        'X',
        'length <cm>',
        'yes',
        'not a number',
      ]),
    )
    expect(textsOf(parseXml(drawNetwork({ thetas: small.thetas })))).not.toContain('0.537')
  })

  test('with a weight that is not finite is drawn', () => {
    const [link] = links({ thetas: [[[0, NaN]]] }).slice(-1)
    expect([link!['stroke'], link!['stroke-dasharray'], link!['title']]).toEqual([
      palettes.light.wrong,
      '6 4',
      'weight of unit 1 in unit 1: NaN',
    ])
  })

  test('of many units shows the first and the last, and says what is left out', () => {
    const theta = Array.from({ length: 30 }, (_, i) => Array.from({ length: 785 }, (_, j) => Math.sin(i + j)))
    const svg = parseXml(drawNetwork({ thetas: [theta] }, { limit: 4 }))
    expect([...having(svg, 'data-unit').keys()]).toEqual([
      '0 -1',
      '0 0',
      '0 1',
      '0 782',
      '0 783',
      '1 0',
      '1 1',
      '1 28',
      '1 29',
    ])
    const shown = having(svg, 'data-link').size
    expect(shown).toBe(4 * 5)
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining([
        '… 780 more',
        '… 26 more',
        `806 units and ${(30 * 785 - shown).toLocaleString('en-US')} links are left out.`,
      ]),
    )
  })

  test('has all texts inside of the drawing, and activations inside of their units', () => {
    const long = {
      ...small,
      activations: [[1e-200 / 3, -1e200 / 7], [-Infinity, Infinity], [1]],
      inputs: ['W'.repeat(90), 'x'],
    }
    const svg = parseXml(drawNetwork(long, { digits: 17, title: 'T'.repeat(400) }))
    const width = Number(svg.attributes['width'])
    for (const unit of having(svg, 'data-unit').values()) {
      const rect = unit.children.find(({ name }) => name === 'rect')!.attributes
      const [number] = all(unit).filter(({ name }) => name === 'text')
      const { x, textLength } = number!.attributes
      const half = Number(textLength) / 2
      expect(Number(x) - half).toBeGreaterThan(Number(rect['x']))
      expect(Number(x) + half).toBeLessThan(Number(rect['x']) + Number(rect['width']))
    }
    for (const {
      name,
      attributes: { x, textLength, 'text-anchor': anchor },
    } of all(svg)) {
      if (name !== 'text') continue
      const left = Number(x) - Number(textLength) * (anchor === 'end' ? 1 : anchor === 'middle' ? 0.5 : 0)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left + Number(textLength)).toBeLessThanOrEqual(width)
    }
  })
})

test.each([
  [{ thetas: [] }, {}, 'the thetas are an array of length 0. Pass one matrix per layer, such as model.theta().'],
  [{ thetas: [[[1, 2], [1]]] }, {}, 'row 1 of theta 0 has 1 numbers. Pass one row per unit: the bias, then one number for each unit before.'],
  [{ thetas: [[[1, 'a']]] }, {}, 'row 0 of theta 0 has something that is no number. Pass one row per unit: the bias, then one number for each unit before.'],
  [{ thetas: [[[1, 2]], [[1, 2, 3]]] }, {}, 'row 0 of theta 1 has 3 numbers. Pass one row per unit: the bias, then one number for each unit before.'],
  [{ thetas: [[[1, 2]]], activations: [[1]] }, {}, 'the activations do not fit the layers. Pass 2 lists of numbers, of the lengths 1, 1.'],
  [{ thetas: [[[1, 2]]], inputs: ['a', 'b'] }, {}, 'the names of the inputs are an array of length 2. Pass 1 texts.'],
  [{ thetas: [[[1, 2]]], layers: 2 }, {}, 'unknown option "layers". The options are thetas, activations, inputs, outputs.'],
  [{ thetas: [[[1, 2]]] }, { limit: 1 }, 'the option limit is 1. Pass a whole number from 2, or Infinity.'],
  [{ thetas: [[[1, 2]]] }, { digits: 0 }, 'the option digits is 0. Pass a whole number from 1 to 17.'],
  [{ thetas: [[[1, 2]]] }, { title: 3 }, 'the option title is 3. Pass a string.'],
  [{ thetas: [[[1, 2]]] }, { theme: 'blue' }, 'the option theme is "blue". Pass "light" or "dark" or "page".'],
  [{ thetas: [[[1, 2]]] }, { color: 'sign' }, 'unknown option "color". The options are limit, digits, title, theme.'],
])('refuses %j with %j', (network, options, message) => {
  expect(() => drawNetwork(network as never, options as never)).toThrow(`drawNetwork: ${message}`)
}) // oxfmt-ignore
