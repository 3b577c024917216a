/** Labels and numbers in LaTeX. KaTeX in its strict mode is the judge of what can be set. */
import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { formula, latexName, latexNumber, latexText } from '@gradus/expression/formula'
import katex from 'katex'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'

/** The MathML that KaTeX makes of it; an error if it has any doubt. */
const STRICT = { strict: 'error', throwOnError: true, output: 'mathml' } as const
const set = (latex: string) => katex.renderToString(latex, STRICT)

/** The same errors, without the MathML. */
const parse = (latex: string) =>
  (katex as unknown as { __parse(latex: string, options: object): unknown }).__parse(latex, STRICT)

describe('latexName', () => {
  test.each([
    ['x', 'x'],
    ['x1', 'x_{1}'],
    ['w_12', 'w_{12}'],
    ['x₁₂', 'x_{12}'],
    ['w_in', 'w_{\\mathrm{in}}'],
    ['loss', '\\mathrm{loss}'],
    ['layer1', '\\mathrm{layer}_{1}'],
    ['1e5', '\\mathrm{1e5}'],
    ['12', '\\mathrm{12}'],
    ['', '{}'],
    ['_', '\\text{\\_}'],
    ['a_b_c', 'a_{\\text{b\\_c}}'],
    ['α', '\\alpha'],
    ['alpha', '\\alpha'],
    ['θ_1', '\\theta_{1}'],
    ['Α', '\\mathrm{A}'],
    ['Θ⁽²⁾', '{\\Theta {}^{(2)}}'],
    ["f'", '{f {}^{\\prime }}'],
    ['∂f', '{\\partial f}'],
    ['Δx', '{\\Delta x}'],
    ['ℝ', '\\mathbb{R}'],
    ['50%', '\\text{50\\%}'],
    ['a#b', '\\text{a\\#b}'],
    ['{', '\\text{\\{}'],
    ['α β', '{\\alpha \\text{ } \\beta}'],
    ['a--b', '\\text{a{-}{-}b}'],
    ['\\^~<>|`', '\\text{\\textbackslash{}\\textasciicircum{}\\textasciitilde{}\\textless{}\\textgreater{}\\textbar{}{`}}'],
    ['größe', '\\text{größe}'],
    ['漢字', '\\text{漢字}'],
    ['e\u0301', '\\text{é}'],
    ['😀', '\\text{U+1F600}'],
    ['\u0007', '\\text{U+0007}'],
    ['\ud800', '\\text{U+D800}'],
    ['\u0301', '\\text{U+0301}'],
  ])('%j', (label, latex) => {
    expect(latexName(label)).toBe(latex)
    set(`${latex}^{2}`)
  }) // oxfmt-ignore
  test('every character can be set, alone and in a name', () => {
    const codes = [
      ...Array.from({ length: 0x10000 }, (_, i) => i),
      ...Array.from({ length: 0x1000 }, (_, i) => 0x10000 + 0x101 * i), // a sample of the rest
    ].filter((code) => code <= 0x10ffff)
    for (let i = 0; i < codes.length; i += 512) {
      const characters = codes.slice(i, i + 512).map((code) => String.fromCodePoint(code))
      parse(characters.map(latexName).join(' '))
      parse(latexName(characters.map((c) => `x${c}1`).join('')))
    }
  })
  test('1,000 hostile labels can be set, and two different leaves never look alike', () => {
    const random = xoroshiro128plus(7)
    const int = (low: number, high: number) => uniformInt(random, low, high)
    const ranges = [[0, 0x1f], [0x20, 0x7f], [0x20, 0x7f], [0x80, 0x3ff], [0x2000, 0x2bff], [0x3040, 0x9fff], [0xd7f0, 0xe010], [0x1f300, 0x1faff], [0, 0x10ffff]] as const // oxfmt-ignore
    const words = ['\\', '\\frac{', '\\end{aligned}', '$', '$$', '%', '#1', '&', '\\\\', '^', '_', '{', '}', '~', "''", 'alpha', '\\href{javascript:x}{y}', '</math>', '_1'] // oxfmt-ignore
    const labels = Array.from({ length: 1000 }, () =>
      Array.from({ length: int(1, 6) }, () => {
        if (int(0, 3) === 0) return words[int(0, words.length - 1)]!
        const [low, high] = ranges[int(0, ranges.length - 1)]!
        return String.fromCodePoint(int(low, high))
      }).join(''),
    )
    for (const label of labels) set(latexName(label))
    const leaves = labels.map((label) => new Value(1, label))
    const all = formula(leaves.reduce((x, y) => x.mul(y.square())), { language: 'latex', limit: 1e6 }) // oxfmt-ignore
    set(all.text)
    const factors = all.text.split(' \\cdot ')
    expect(new Set(factors).size).toBe(1000)
  })
})

test.each([
  ['50 % of {x}', '\\text{50 \\% of \\{x\\}}'],
  ['δ arrives', '\\delta \\text{ arrives}'],
  ['', ''],
])('latexText(%j)', (text, latex) => {
  expect(latexText(text)).toBe(latex)
  set(latex)
})

test.each([
  [2.5, '2.5'],
  [-2, '-2'],
  [-0, '-0'],
  [1e-7, '10^{-7}'],
  [-1.5e21, '-1.5 \\cdot 10^{21}'],
  [NaN, '\\mathrm{NaN}'],
  [-Infinity, '-\\infty'],
])('latexNumber(%d)', (x, latex) => {
  expect(latexNumber(x)).toBe(latex)
  set(latex)
})
