import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { mean, Value } from '@gradus/engine'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus'
import { toDot } from '../src/dot.js'
import { LABEL_LENGTH, shorten, visible } from '../src/escape.js'
import { renderSvg } from '../src/render.js'

const unescapeXml = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot|apos);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name]!)
    .replace(/&amp;/g, '&')
    .replace(/\u00a0/g, ' ')
const drawnNodes = (svg: string) => svg.split(/(?=<g id="[^"]*" class="node">)/).slice(1)
const position = (node: string) => Number(/<title>n(\d+)/.exec(node)![1])
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^]*?)<\/text>/g)].map(([, text]) => unescapeXml(text!))
const drawn = (label: string) => shorten(visible(label), LABEL_LENGTH)

/** Draws the labels on leaves under one root, and returns what stands in the first row of each leaf. */
async function draw(labels: string[], check: (svg: string) => void = () => {}): Promise<string[]> {
  const svg = await renderSvg(toDot(mean(labels.map((label) => new Value(1, label))), { limit: Infinity }))
  check(svg)
  const all = drawnNodes(svg).sort((a, b) => position(a) - position(b))
  expect(all).toHaveLength(labels.length + 1)
  expect(svg.match(/class="edge"/g)).toHaveLength(labels.length)
  return all.slice(0, -1).map((node) => texts(node)[0]!)
}

describe('labels', () => {
  const NASTY = [
    'plain', 'a"b', '"', '\\', '\\\\', '\\"', '\\N', '\\l', '\\n\\r\\G\\E\\T\\H\\L', 'ends in \\', 'x|y', '{a|b}', '{', '}}',
    '<p>', '<p> port', '<b>bold</b>', '<!-- -->', ']]>', '&', '&amp;', '&amp;amp;', '&lt;', '&nbsp;', '&#215;', '&#x26;', '&bogus;',
    '"]; evil [label="', 'a\nb', 'tab\t', '\0', '\x07\x1b[31m', '\x7f', '\x85', '\ufffe', '\ud800', 'a\udc00b', '😀', '👩‍👧',
    '漢字', 'مرحبا', 'w₁', '  two  spaces  ', ' ', '   ', '\u2028', '\u202e rtl', '// comment', '# hash', '%s %n', '${x}', '-->', "'",
    'data -2', 'l_0', 'url(#l_0)', 'id="l_0"', '😀'.repeat(40), 'x'.repeat(32), 'x'.repeat(33), '\\'.repeat(50), '|'.repeat(50), '🙂'.repeat(32),
  ] // prettier-ignore

  test('stand in the picture as they are', async () => {
    expect(await draw(NASTY)).toEqual(NASTY.map(drawn))
  })

  test('are legible where XML could not hold them', () => {
    expect(visible('a\nb\0\x7f\x85\ud800\uffff😀')).toBe('a␊b␀␡���😀')
  })

  test('of 10,000 characters are cut to 32, and to 400 in the tooltip', async () => {
    const long = '0123456789'.repeat(1000)
    expect(shorten(long, 32)).toBe('0123456789012345678901234567890…')
    const first = await draw([long], (svg) => {
      expect(svg.length).toBeLessThan(10_000)
      expect(svg).toContain(`xlink:title="${'0123456789'.repeat(40).slice(0, 399)}…"`)
    })
    expect(first).toEqual(['0123456789012345678901234567890…'])
    expect(toDot(new Value(1, '😀'.repeat(5_000_000))).length).toBeLessThan(3000)
  })

  test('are whole in the tooltip, backslashes included', async () => {
    const label = '\\N \\l "quoted" <b> & &amp; {|} and so on, long enough to be cut'
    await draw([label], (svg) => expect(unescapeXml(/xlink:title="([^"]*)"/.exec(svg)![1]!)).toBe(label))
  })

  test('2,000 random ones, on leaves, ops and titles, never break the drawing', async () => {
    const alphabet = [
      ...'ab01 "\\|{}<>&;#:-=[]()/%\'`', '\\N', '\\l', '\\n', '&amp;', '&lt;', '&#39;', '&#x41;', '<b>', '</b>', '<i0>', '->', '"]', '/*', '*/',
      '\n', '\r', '\t', '\0', '\x01', '\x1f', '\x7f', '\x80', '\xa0', '\u200d', '\u2028', '\ud83d', '\ude00', '\uffff', '😀', '漢', 'é', 'ß', '∂', '  ',
    ] // prettier-ignore
    const random = xorshift128plus(20240607)
    const pick = (n: number) => uniformInt(random, 0, n - 1)
    const labels = Array.from({ length: 2000 }, () =>
      Array.from({ length: 1 + pick(pick(4) === 0 ? 60 : 12) }, () => alphabet[pick(alphabet.length)]!).join(''),
    )
    for (let i = 0; i < labels.length; i += 100) {
      const some = labels.slice(i, i + 100)
      expect(await draw(some)).toEqual(some.map((label) => drawn(label).replace(/\xa0/g, ' ')))
      const ops = some.slice(0, 10).reduce((v, label) => Object.assign(v.sub(1), { label }), new Value(0))
      const svg = await renderSvg(toDot(ops, { title: some[0]!, direction: i % 200 === 0 ? 'LR' : 'TB' }))
      expect(drawnNodes(svg)).toHaveLength(21)
      expect(texts(svg)).toEqual(expect.arrayContaining(some.slice(0, 10).map((l) => drawn(l).replace(/\xa0/g, ' '))))
    }
  })
})

describe('renderSvg', () => {
  test('draws every Value, every edge, and both edges of x·x', async () => {
    const x = new Value(3, 'x')
    const svg = await renderSvg(toDot(x.mul(x)))
    expect(svg).toContain('<svg')
    expect(drawnNodes(svg)).toHaveLength(2)
    expect(svg.match(/class="edge"/g)).toHaveLength(2)
    expect(texts(svg)).toEqual(['x', 'data 3', 'grad –', '×', 'data 9', 'grad –'])
  })

  test('draws ports, partials, constants, hints, titles and dark colors', async () => {
    const v = new Value(2, 'v')
    const root = v.sub(1).pow(v).div(3).add(v.tanh())
    const svg = await renderSvg(toDot(root, { partials: true, title: 'T', theme: 'dark', limit: 5 }))
    expect(texts(svg)).toEqual(expect.arrayContaining(['T', '5 of 8 nodes, nearest the root', '÷', '1', '2']))
    expect(svg).toContain('stroke-dasharray')
    expect(svg).toContain('#0d1117')
  })

  test('two drawings share no ids of color gradients', async () => {
    const ids = (svg: string) => [...svg.matchAll(/linearGradient id="([^"]+)"/g)].map(([, id]) => id!)
    const one = await renderSvg(toDot(new Value(1)))
    const two = await renderSvg(toDot(new Value(2)))
    expect(ids(one)).toHaveLength(1)
    expect(one).toContain(`fill="url(#${ids(one)[0]!})"`)
    expect(ids(one)).not.toEqual(ids(two))
  })

  test('renders at once as well as one after another', async () => {
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
  ])('refuses %p, and works on', async (text, message) => {
    await expect(renderSvg(text as never)).rejects.toThrow(message)
    expect(await renderSvg('digraph { a }')).toContain('</svg>')
  })

  test('says so when a graph is too large for Graphviz', async () => {
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

test('toDot alone loads nothing of Node, which graphviz.ts loads when something is rendered', () => {
  const FILES = [
    'index',
    'dot',
    'options',
    'near',
    'effort',
    'node',
    'escape',
    'numbers',
    'theme',
    'render',
    'graphviz',
  ]
  for (const file of FILES) {
    const source = readFileSync(`${import.meta.dirname}/../src/${file}.ts`, 'utf8')
    const imports = [...source.matchAll(/^(?:import|export) (?!type).*? from '([^']+)'/gm)].map(([, from]) => from!)
    expect(imports.filter((from) => !/^(\.\/|@gradus\/engine(\/errors)?$)/.test(from))).toEqual([])
  }
})
