import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { table } from '@gradus/engine'

const tool = '../../tools/ops-page.js'
const { opsPage, opsPictures } = (await import(tool)) as {
  opsPage: () => string
  opsPictures: () => Record<string, string>
}
const docs = new URL('../../../../docs/', import.meta.url)
const page = readFileSync(new URL('ops.md', docs), 'utf8')

/** The part of the page about one op. */
const entry = (name: string) => new RegExp(`^### ${name}\n[^]*?(?=^##|(?![^]))`, 'm').exec(page)?.[0] ?? ''

test('docs/ops.md is what `npm run docs:ops` writes', () => {
  expect(page).toBe(opsPage())
})

test('docs/pictures/ops has what `npm run docs:ops` draws, in files below 8 kB', () => {
  const pictures = opsPictures()
  const folder = new URL('pictures/ops/', docs)
  expect(readdirSync(folder)).toEqual(Object.keys(pictures).sort())
  for (const [name, svg] of Object.entries(pictures)) {
    expect(readFileSync(new URL(name, folder), 'utf8')).toBe(svg)
    expect(svg.length).toBeLessThan(8_000)
    expect(page).toContain(`(pictures/ops/${name})`)
  }
})

test.each(Object.values(table))('$name has a comment, formulas, a domain and a picture', (op) => {
  const text = entry(op.name)
  expect(text).toMatch(new RegExp(`^\`${op.name}\\(.*\`: \\S`, 'm'))
  expect(text).toContain(op.arity === 1 ? "f'(x) = " : '\\frac{\\partial f}{\\partial ')
  expect(text).toMatch(/^Tested for \S+.* in \[/m)
  expect(text.includes('Kink: where ')).toBe(op.kink !== undefined)
  expect(text).toContain(`(pictures/ops/${op.name}.svg)`)
  expect(page).toContain(`[\`${op.name}\`](#${op.name.toLowerCase()})`)
})

test('derivatives, definition and awkward points, of some operations', () => {
  expect(entry('atan')).toContain("f'(x) = \\frac{1}{x^{2} + 1}")
  expect(entry('div')).toContain('\\frac{\\partial f}{\\partial b} &= -\\frac{a}{b^{2}}')
  expect(entry('div')).toContain('Defined for b ≠ 0.')
  expect(entry('log')).toContain('Defined for x > 0.')
  expect(entry('sqrt')).toContain('Defined for x ≥ 0.')
  expect(entry('acos')).toContain('Defined for x ≥ −1 and x ≤ 1.')
  expect(entry('atanh')).toContain('Defined for x > −1 and x < 1.')
  expect(entry('tanh')).not.toContain('Defined')
  expect(entry('max')).toContain('Kink: where `a - b` is 0.')
  expect(entry('norm')).toContain('Kink: where all operands are 0.')
  expect(entry('sqrt')).toMatch(/^\| `sqrt\(0\)`\s+\| 0\s+\| ∞\s+\|$/m)
  expect(entry('pow')).toMatch(/^\| `pow\(-2, 3\)`\s+\| −8\s+\| 12, NaN\s+\|$/m)
  expect(entry('pow')).toMatch(/^\| `pow\(0, 0\)`\s+\| 1\s+\| 0, –\s+\|$/m)
})
