import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { toDot } from '../src/dot.js'
import { renderSvg } from '../src/render.js'

const drawnNodes = (svg: string) => svg.split(/(?=<g id="[^"]*" class="node">)/).slice(1)
const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^]*?)<\/text>/g)].map(([, text]) => text!.replaceAll('&#45;', '-'))

describe('renderSvg', () => {
  test('draws x·x as two boxes and two edges', async () => {
    const x = new Value(3, 'x')
    const svg = await renderSvg(toDot(x.mul(x)))
    expect(svg).toContain('<svg')
    expect(drawnNodes(svg)).toHaveLength(2)
    expect(svg.match(/class="edge"/g)).toHaveLength(2)
    expect(texts(svg)).toEqual(['x', 'data 3', 'grad –', '×', 'data 9', 'grad –'])
  })

  test('draws ports, partials, plain numbers, a dashed …, a title and dark colors', async () => {
    const v = new Value(2, 'v')
    const root = v.sub(1).pow(v).div(3).add(v.tanh())
    const svg = await renderSvg(toDot(root, { partials: true, title: 'T', theme: 'dark', limit: 5 }))
    expect(texts(svg)).toEqual(expect.arrayContaining(['T', '5 of 8 nodes, nearest the root', '÷', '1', '2']))
    expect(svg).toContain('stroke-dasharray')
    expect(svg).toContain('#0d1117')
  })

  test('gives the color gradients of two drawings different ids', async () => {
    const ids = (svg: string) => [...svg.matchAll(/linearGradient id="([^"]+)"/g)].map(([, id]) => id!)
    const one = await renderSvg(toDot(new Value(1)))
    const two = await renderSvg(toDot(new Value(2)))
    expect(ids(one)).toHaveLength(1)
    expect(one).toContain(`fill="url(#${ids(one)[0]!})"`)
    expect(ids(one)).not.toEqual(ids(two))
  })

  test('draws four drawings that are requested at once', async () => {
    const svgs = await Promise.all([1, 2, 3, 4].map((x) => renderSvg(toDot(new Value(x)))))
    expect(svgs.map((svg) => texts(svg)[0])).toEqual(['data 1', 'data 2', 'data 3', 'data 4'])
  })

  test.each([
    [
      'digraph { a -> }',
      /^renderSvg: Graphviz says "syntax error in line 1 near '}'"\. Pass what toDot\(\) returned, or correct the DOT text\.$/,
    ],
    ['digraph { a [shape=record label="{a"] }', /^renderSvg: Graphviz says "bad label format \{a"\. Pass what/],
    ['', /^renderSvg: the DOT text is empty\. Pass what toDot\(\) returned\.$/],
    [undefined, /^renderSvg: the DOT text is of type undefined\. Pass what toDot\(\) returned\.$/],
  ])('refuses %p, and draws the next text', async (text, message) => {
    await expect(renderSvg(text as never)).rejects.toThrow(message)
    expect(await renderSvg('digraph { a }')).toContain('</svg>')
  })

  test('advises fewer nodes if a graph is too large for Graphviz', async () => {
    let v = new Value(1)
    for (let i = 0; i < 30_000; i++) v = v.neg()
    await expect(renderSvg(toDot(v, { limit: Infinity }))).rejects.toThrow(
      /Draw fewer nodes, with the option limit of toDot\.$/,
    )
    expect(await renderSvg('digraph { a }')).toContain('</svg>')
  })

  test.each([
    [{ timeLimit: 0 }, RangeError, 'the option timeLimit is 0. Pass milliseconds, up to 2,147,483,647, or Infinity.'],
    [{ timeLimit: NaN }, RangeError, 'the option timeLimit is NaN. Pass milliseconds, up to 2,147,483,647, or Infinity.'],
    [{ timeLimit: 2 ** 31 }, RangeError, 'the option timeLimit is 2147483648. Pass milliseconds, up to 2,147,483,647, or Infinity.'],
    [{ timeLimit: '9' }, TypeError, 'the option timeLimit is "9". Pass milliseconds, up to 2,147,483,647, or Infinity.'],
    [{ timelimit: 9 }, TypeError, 'unknown option "timelimit". The options are timeLimit.'],
    [null, TypeError, 'the options are null. Pass an object.'],
  ])('refuses the options %j', async (options, kind, message) => {
    await expect(renderSvg('digraph { a }', options as never)).rejects.toThrow(new kind(`renderSvg: ${message}`))
  }) // prettier-ignore
})
