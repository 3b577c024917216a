import { expect, test } from '@jest/globals'
import { layouts, type Section } from '../../src/words/layout.js'

const sections: Section[] = [
  {
    title: '',
    lines: [
      { math: 'f = 1', level: 0 },
      { math: 'x = 2', level: 0 },
    ],
  },
  {
    title: 'Second',
    lines: [{ words: 'Some words.' }, { math: 'a = 1', level: 1 }, { math: 'b', level: 2 }, { words: 'More words.' }],
  },
]

test('plain text: levels are indented, sections are separated by an empty line', () => {
  expect(layouts.text(sections)).toBe('f = 1\nx = 2\n\nSecond\nSome words.\n  a = 1\n    b\nMore words.')
})

test('Markdown: formulas between dollar signs, levels as nested lists', () => {
  expect(layouts.markdown(sections)).toBe(
    '$f = 1$\n\n$x = 2$\n\n### Second\n\nSome words.\n\n- $a = 1$\n  - $b$\n\nMore words.',
  )
})

test('LaTeX: one align* with words in \\text', () => {
  expect(layouts.latex(sections)).toBe(
    [
      '\\begin{align*}',
      '& f = 1 \\\\',
      '& x = 2 \\\\[2ex]',
      '& \\textbf{Second} \\\\',
      '& \\text{Some words.} \\\\',
      '& \\quad a = 1 \\\\',
      '& \\quad \\quad b \\\\',
      '& \\text{More words.}',
      '\\end{align*}',
    ].join('\n'),
  )
})

test('words are wrapped in text and LaTeX, and not in Markdown', () => {
  const words = 'word '.repeat(30).trim()
  const long: Section[] = [{ title: '', lines: [{ words }] }]
  expect(
    layouts
      .text(long)
      .split('\n')
      .map((line) => line.length),
  ).toEqual([84, 64])
  expect(layouts.latex(long)).toContain(`word} \\\\\n& \\text{word`)
  expect(layouts.markdown(long)).toBe(words)
})
