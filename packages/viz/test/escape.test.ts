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

  test('with characters that DOT, records or XML reserve are drawn as they are', async () => {
    expect(await draw(NASTY)).toEqual(NASTY.map(drawn))
  })

  test('have visible symbols for control characters and � for what XML does not allow', () => {
    expect(visible('a\nb\0\x7f\x85\ud800\uffff😀')).toBe('a␊b␀␡���😀')
  })

  test('of 10,000 characters are cut to 32 in the box and to 400 in the tooltip', async () => {
    const long = '0123456789'.repeat(1000)
    expect(shorten(long, 32)).toBe('0123456789012345678901234567890…')
    const first = await draw([long], (svg) => {
      expect(svg.length).toBeLessThan(10_000)
      expect(svg).toContain(`xlink:title="${'0123456789'.repeat(40).slice(0, 399)}…"`)
    })
    expect(first).toEqual(['0123456789012345678901234567890…'])
    expect(toDot(new Value(1, '😀'.repeat(5_000_000))).length).toBeLessThan(3000)
  })

  test('are complete in the tooltip, with backslashes', async () => {
    const label = '\\N \\l "quoted" <b> & &amp; {|} and so on, long enough to be cut'
    await draw([label], (svg) => expect(unescapeXml(/xlink:title="([^"]*)"/.exec(svg)![1]!)).toBe(label))
  })

  test('made of random characters are drawn as they are, on leaves, on ops and in titles', async () => {
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
