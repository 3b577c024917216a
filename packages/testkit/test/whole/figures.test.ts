/** Every table of figures on the pages is compared with what computes it, or stands in the list of what is measured. */
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { pages, readPage } from './pages.js'

/** How many tables of figures a page has, and what compares them. */
const FIGURES: Record<string, [tables: number, comparedBy: string]> = {
  'README.md': [3, 'times of one machine, by `npm run bench`'],
  'docs/course/01-a-number-that-remembers.md': [1, 'below'],
  'docs/course/README.md': [1, 'course.test.ts'],
  'packages/tabular/README.md': [1, 'needs data: packages/examples/dist/beside-linear.js'],
}

const NUMBER = /^[-−+]?\d[\d,.]*( ?(%|×|ms|µs|s|min|kB|MB))?( ± .*)?$/

/** The tables in which a fifth of the cells, and at least three, are numbers. */
function tablesOfFigures(markdown: string): string[][][] {
  const tables = markdown.replace(/^```[\s\S]*?^```/gm, '').match(/(^\|.*\n)+/gm) ?? []
  return tables
    .map((table) =>
      table.trim().split('\n').slice(2).map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim())),
    )
    .filter((rows) => {
      const numbers = rows.flat().filter((cell) => NUMBER.test(cell)).length
      return numbers >= 3 && numbers > rows.flat().length / 5
    }) // prettier-ignore
}

test('the list of pages with tables of figures is complete', () => {
  // ops-page.test.ts compares the whole page of operations.
  const found = pages.filter((page) => page !== 'docs/ops.md').map((page) => [page, tablesOfFigures(readPage(page)).length] as const) // prettier-ignore
  const listed = Object.entries(FIGURES).map(([page, [tables]]) => [page, tables])
  expect(Object.fromEntries(found.filter(([, tables]) => tables > 0))).toEqual(Object.fromEntries(listed))
})

test('a table of figures would be found, and one of words would not', () => {
  const head = '| what | figure |\n| --- | --- |\n'
  expect(tablesOfFigures(`${head}| a | 1.5 |\n| b | −2 ms |\n| c | 3 ± 0.1 |\n`)).toHaveLength(1)
  expect(tablesOfFigures(`${head}| a | one |\n| b | two |\n| c | 3 |\n`)).toHaveLength(0)
})

test('the table of chapter 1 has the gradients of the engine', () => {
  const [rows] = tablesOfFigures(readPage('docs/course/01-a-number-that-remembers.md'))
  const [x, y, z] = [new Value(-2), new Value(5), new Value(-4)]
  const q = x.add(y)
  const f = q.mul(z)
  f.backward()
  const shown = Object.fromEntries(rows!.map(([step, , gradient]) => [step, Number(gradient!.replace('−', '-'))]))
  expect(shown).toEqual({ '∂f/∂f': 1, '∂f/∂z': z.grad, '∂f/∂q': q.grad, '∂f/∂x': x.grad, '∂f/∂y': y.grad })
})
