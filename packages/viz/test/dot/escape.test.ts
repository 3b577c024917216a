import { expect, test } from '@jest/globals'
import { mean, Value } from '@gradus/engine'
import { cutToWidth, visible } from '@gradus/svg'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus'
import { toDot } from '../../src/dot/dot.js'
import { pictureOf } from '../read-dot.js'
import { all, type Element, parseXml, textsOf } from '../read-svg.js'

const drawn = (label: string) => cutToWidth(visible(label), 230, 14).replace(/\xa0/g, ' ')

/** The nodes of a picture of Graphviz, in the order of their names. */
function nodesOf(picture: string): Element[] {
  const position = (node: Element) => Number(/^n(\d+)/.exec(node.children[0]!.text)![1])
  return all(parseXml(picture))
    .filter(({ attributes }) => attributes['class'] === 'node')
    .sort((a, b) => position(a) - position(b))
}

/** Draws the labels on leaves under one root, and returns what stands in the first row of each leaf. */
function firstRows(labels: readonly string[]): string[] {
  const root = mean(labels.map((label) => new Value(1, label)))
  const nodes = nodesOf(pictureOf(toDot(root, { limit: Infinity })))
  expect(nodes).toHaveLength(labels.length + 1)
  return nodes.slice(0, -1).map((node) => textsOf(node)[0]!.replace(/\xa0/g, ' '))
}

const NASTY = [
  'plain', 'a"b', '"', '\\', '\\\\', '\\"', '\\N', '\\l', '\\n\\r\\G\\E\\T\\H\\L', 'ends in \\', 'x|y', '{a|b}', '{', '}}',
  '<p>', '<p> port', '<b>bold</b>', '<!-- -->', ']]>', '&', '&amp;', '&amp;amp;', '&lt;', '&nbsp;', '&#215;', '&#x26;', '&bogus;',
  '"]; evil [label="', 'a\nb', 'tab\t', '\0', '\x07\x1b[31m', '\x7f', '\x85', '\ufffe', '\ud800', 'a\udc00b', '😀', '👩‍👧',
  '漢字', 'مرحبا', 'w₁', '  two  spaces  ', ' ', '   ', '\u2028', '\u202e rtl', '// comment', '# hash', '%s %n', '${x}', '-->', "'",
  'data -2', 'l_0', 'url(#l_0)', 'id="l_0"', '😀'.repeat(40), 'x'.repeat(32), 'x'.repeat(33), '\\'.repeat(50), '|'.repeat(50), '🙂'.repeat(32),
] // oxfmt-ignore

test('labels with characters that DOT, records or XML reserve are drawn by Graphviz as they are', () => {
  expect(firstRows(NASTY)).toEqual(NASTY.map(drawn))
})

test('tooltips are complete, with backslashes', () => {
  const label = '\\N \\l "quoted" <b> & &amp; {|} and so on, long enough to be cut in the box'
  const links = all(parseXml(pictureOf(toDot(new Value(1, label))))).filter(({ name }) => name === 'a')
  expect(links.map(({ attributes }) => attributes['xlink:title'])).toEqual([label])
})

test('labels made of random characters are drawn by Graphviz as they are, on leaves and on ops', () => {
  const alphabet = [
    ...'ab01 "\\|{}<>&;#:-=[]()/%\'`', '\\N', '\\l', '\\n', '&amp;', '&lt;', '&#39;', '&#x41;', '<b>', '</b>', '<i0>', '->', '"]', '/*', '*/',
    '\n', '\r', '\t', '\0', '\x01', '\x1f', '\x7f', '\x80', '\xa0', '\u200d', '\u2028', '\ud83d', '\ude00', '\uffff', '😀', '漢', 'é', 'ß', '∂', '  ',
  ] // oxfmt-ignore
  const random = xorshift128plus(20240607)
  const pick = (n: number) => uniformInt(random, 0, n - 1)
  const labels = Array.from({ length: 1000 }, () =>
    Array.from({ length: 1 + pick(pick(4) === 0 ? 60 : 12) }, () => alphabet[pick(alphabet.length)]!).join(''),
  )
  for (let i = 0; i < labels.length; i += 100) {
    const some = labels.slice(i, i + 100)
    expect(firstRows(some)).toEqual(some.map(drawn))
    const ops = some.slice(0, 10).reduce((v, label) => Object.assign(v.sub(1), { label }), new Value(0))
    const texts = textsOf(parseXml(pictureOf(toDot(ops, { title: some[0]!, direction: i % 200 === 0 ? 'LR' : 'TB' }))))
    expect(texts.map((text) => text.replace(/\xa0/g, ' '))).toEqual(
      expect.arrayContaining(some.slice(0, 10).map(drawn)),
    )
  }
})
