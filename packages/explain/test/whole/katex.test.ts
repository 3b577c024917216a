import { expect, test } from '@jest/globals'
import katex from 'katex'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { sum, Value } from '@gradus/engine'
import { exercise, explain, type ExplainOptions } from '@gradus/explain'
import { randomProgram, run } from '@gradus/testkit'

const render = (latex: string): string =>
  katex.renderToString(latex, { displayMode: true, strict: 'error', throwOnError: true, output: 'mathml' })

/** What is between dollar signs. An escaped dollar sign belongs to the formula. */
const formulasOf = (markdown: string): string[] =>
  [...markdown.matchAll(/(?<!\\)\$((?:\\.|[^\\$])+)\$/g)].map((match) => match[1]!)

const PIECES = [
  ...[
    'w_1',
    '50%',
    'a#b',
    '{',
    '}',
    '\\',
    '\\frac',
    '$',
    '&',
    '^',
    '~',
    '_',
    '__',
    '"',
    "'",
    '`',
    '<b>',
    '|',
    '*',
    '[',
    ']',
  ],
  ...[
    'α',
    'β',
    'Θ',
    '∂',
    '∇',
    '²',
    '₁',
    '⁽²⁾',
    'é',
    'e\u0301',
    '漢',
    'ש',
    '😀',
    '\u202e',
    '\n',
    '\0',
    '\ud800',
    ' ',
    '  ',
    '…',
  ],
]

test('1,000 hostile labels render in KaTeX in its strict mode, as names of leaves and of nodes', () => {
  const random = xoroshiro128plus(7)
  const label = () =>
    Array.from({ length: uniformInt(random, 1, 5) }, () => PIECES[uniformInt(random, 0, PIECES.length - 1)]).join('')
  const formats: ExplainOptions[] = [{ format: 'latex' }, { format: 'latex', color: 'leaf' }, { format: 'markdown' }]
  for (let i = 0; i < 112; i++) {
    const leaves = Array.from({ length: 8 }, () => new Value(uniformInt(random, -9, 9), label()))
    const total = sum(leaves)
    total.label = label()
    const text = explain(total.exp(), formats[i % 3])
    for (const formula of i % 3 === 2 ? formulasOf(text) : [text]) {
      try {
        render(formula)
      } catch (error) {
        throw new Error(`${JSON.stringify([...leaves, total].map((node) => node.label))}: ${formula}`, { cause: error })
      }
    }
  }
})

test('explanations of random graphs render, in colors by sign and with blanks too', () => {
  for (let seed = 1; seed <= 15; seed++) {
    const program = randomProgram(seed)
    const root = run(
      program,
      program.at.map((x, i) => new Value(x, `x${i}`)),
    ) as Value
    const options = { format: 'latex', color: 'sign' } as const
    for (const text of [explain(root, options), exercise(root, options).text]) {
      try {
        render(text)
      } catch (error) {
        throw new Error(`seed ${seed}: ${text}`, { cause: error })
      }
    }
  }
})

test('what is not finite, many paths and many operands render', () => {
  const x = new Value(1e-300, 'x')
  let ladder = x
  for (let i = 0; i < 60; i++) ladder = ladder.add(ladder)
  for (const root of [x.log().mul(-Infinity).sub(NaN), ladder, x.mul(1e-20).add(x.mul(-1e20))]) {
    expect(render(explain(root, { format: 'latex' }))).toContain('<math')
  }
})
