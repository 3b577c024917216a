import { describe, expect, test } from '@jest/globals'
import { sub, Value } from '@gradus/engine'
import { describe as drawing, drawSvg, layOut, renderSvg } from '@gradus/viz'
import { palettes } from '../../src/colors.js'
import { network, squares, xyz } from '../networks.js'
import { all, boxesOf, type Element, forbiddenIn, having, parseXml, textsOf } from '../read-svg.js'

const titleOf = (element: Element) => element.children.find(({ name }) => name === 'title')!.text
const rectsOf = (element: Element) =>
  element.children.filter(({ name }) => name === 'rect').map(({ attributes }) => attributes)

describe('an SVG drawing', () => {
  test('of x·x has two boxes, two edges and their texts', async () => {
    const svg = await renderSvg(new Value(3, 'x').mul(new Value(3, 'x')))
    expect(boxesOf(svg)).toEqual(
      new Map([
        ['n0', ['x', 'data 3', 'grad –']],
        ['n1', ['x', 'data 3', 'grad –']],
        ['n2', ['×', 'data 9', 'grad –']],
      ]),
    )
    expect([...having(parseXml(svg), 'data-edge').keys()]).toEqual(['e0', 'e1'])
  })

  test('has ports, partials, plain numbers, a dashed …, a title, notes and dark colors', async () => {
    const v = new Value(2, 'v')
    const root = v.sub(1).pow(v).div(3).add(v.tanh())
    const svg = parseXml(await renderSvg(root, { partials: true, title: 'T', theme: 'dark', limit: 5 }))
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['T', '÷', '1', '2', '∂ = 1', 'Shown: 5 of 8 nodes and 4 of 9 edges.']),
    )
    expect(all(svg).some(({ attributes }) => 'stroke-dasharray' in attributes)).toBe(true)
    expect(JSON.stringify(svg)).toContain(palettes.dark.background)
  })

  test('has a title and a description for screen readers, and tooltips', async () => {
    const { f } = xyz()
    f.label = 'f'
    const svg = parseXml(await renderSvg(f.mul(1 / 3), { title: 'my graph' }))
    expect(titleOf(svg)).toBe('my graph')
    expect(svg.children.find(({ name }) => name === 'desc')!.text).toBe(
      'A graph of 7 boxes and 6 edges, from operands to results. The result is -4.',
    )
    expect(titleOf(having(svg, 'data-node').get('n5_c1')!)).toBe('0.3333\n0.3333333333333333')
    expect(titleOf(having(svg, 'data-node').get('n4')!)).toBe('f ×\ndata -12\ngrad –')
  })

  test('tells leaves by round corners, the root by its border, and the gradient line by its fill', async () => {
    const svg = having(parseXml(await renderSvg(xyz().f)), 'data-node')
    const [leaf, op, root] = ['n0', 'n2', 'n4'].map((id) => rectsOf(svg.get(id)!)) as [
      Record<string, string>[],
      Record<string, string>[],
      Record<string, string>[],
    ]
    expect([leaf[0]!['rx'], op[0]!['rx']]).toEqual(['8', '0'])
    expect([op.at(-1)!['stroke-width'], root.at(-1)!['stroke-width']]).toEqual(['1', '2.5'])
    expect(op[1]!['fill']).toBe(palettes.light.noGradient)
  })

  test('of the theme page takes its colors from the page', async () => {
    const svg = parseXml(await renderSvg(xyz().f, { theme: 'page' }))
    const colors = all(svg).flatMap(({ attributes: { fill, stroke } }) =>
      [fill, stroke].filter((c) => c !== undefined && c !== 'none'),
    )
    expect(colors.length).toBeGreaterThan(20)
    expect(colors.filter((color) => !/^var\(--gradus-\w+, #[0-9a-f]{6}\)$/.test(color!))).toEqual([])
    expect(forbiddenIn(svg)).toEqual([])
  })

  test('draws four drawings that are requested at once', async () => {
    const svgs = await Promise.all([1, 2, 3, 4].map((x) => renderSvg(new Value(x))))
    expect(svgs.map((svg) => [...boxesOf(svg).values()][0]![0])).toEqual(['data 1', 'data 2', 'data 3', 'data 4'])
  })

  test('has frames with their names', async () => {
    const { inputs, run } = network([1, 1])
    const frames = having(parseXml(await renderSvg(squares(run(inputs)), { frames: true })), 'data-frame')
    expect([...frames.values()].map((frame) => textsOf(frame))).toEqual([['layer 1'], ['neuron 1']])
  })

  test('with a layout that was made before has the boxes at its places', async () => {
    const { x, f } = xyz()
    const one = drawing(f)
    const layout = await layOut(one)
    const before = drawSvg(one, layout)
    x.data = 8
    const after = having(parseXml(drawSvg(drawing(f), layout)), 'data-node')
    for (const [id, element] of having(parseXml(before), 'data-node')) {
      expect(rectsOf(after.get(id)!)[0]).toEqual(rectsOf(element)[0])
    }
    expect(textsOf(after.get('n0')!)).toEqual(['x', 'data 8', 'grad –'])
  })

  test('refuses what describe refuses, in its own name', async () => {
    await expect(renderSvg(3 as never)).rejects.toThrow(new TypeError('renderSvg: the root is 3. Pass a Value.'))
    await expect(renderSvg('digraph { a }' as never)).rejects.toThrow(
      new TypeError('renderSvg: the root is "digraph { a }". Pass a Value.'),
    )
    await expect(renderSvg(new Value(1), { timeLimit: 9 } as never)).rejects.toThrow(
      /^renderSvg: unknown option "timeLimit"\./,
    )
  })
})

/** Every text of a drawing, with its box as the text states it, and what it must lie inside of. */
function textsOutside(svg: Element): string[] {
  const [width, height] = [Number(svg.attributes['width']), Number(svg.attributes['height'])]
  const outside: string[] = []
  const nodes = [...having(svg, 'data-node').values()]
  const inNode = new Map(nodes.flatMap((node) => all(node).map((element) => [element, rectsOf(node)[0]!] as const)))
  for (const element of all(svg)) {
    const { x, y, 'font-size': size, textLength, 'text-anchor': anchor } = element.attributes
    if (element.name !== 'text' || textLength === undefined) continue
    const left = Number(x) - (anchor === 'middle' ? Number(textLength) / 2 : 0)
    const box = {
      left,
      right: left + Number(textLength),
      top: Number(y) - 0.93 * Number(size),
      bottom: Number(y) + 0.24 * Number(size),
    }
    const rect = inNode.get(element)
    const area = rect === undefined ? { left: 0, top: 0, right: width, bottom: height }
      : { left: Number(rect['x']), top: Number(rect['y']), right: Number(rect['x']) + Number(rect['width']), bottom: Number(rect['y']) + Number(rect['height']) } // oxfmt-ignore
    if (box.left < area.left || box.right > area.right || box.top < area.top || box.bottom > area.bottom)
      outside.push(element.text)
  }
  return outside
}

test.each(['LR', 'TB'] as const)(
  'every text lies inside of its box, and the others inside of the drawing (%s)',
  async (direction) => {
    const labels = [
      '∂J/∂Θ₁⁽²⁾',
      'WWWWWWWWWWWWWWWWWWWWWWWWWWW',
      '漢字の札',
      '😀😀😀',
      'مرحبا',
      'i',
      '',
      'ﷺﷺﷺ',
      'e\u0301\u0301\u0301',
      'x'.repeat(500),
    ]
    const leaves = labels.map((label, i) => new Value((-1.23456789) ** i * 1e-7, label))
    const root = leaves.reduce((a, b) => Object.assign(sub(a, b), { label: b.label }))
    root.mul(NaN).backward()
    for (const options of [
      { partials: true, contributions: true },
      { parameters: leaves.slice(0, 4), digits: 17, title: 'T'.repeat(300) },
    ]) {
      const svg = parseXml(await renderSvg(root.mul(NaN), { direction, ...options }))
      expect(textsOutside(svg)).toEqual([])
    }
    const { inputs, run } = network([2, 2])
    expect(textsOutside(parseXml(await renderSvg(squares(run(inputs)), { detail: 'layers', direction })))).toEqual([])
  },
)
