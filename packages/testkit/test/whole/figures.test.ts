/** Every table of figures on the pages is compared with what computes it, or stands in the list of what is measured. */
import { expect, test } from '@jest/globals'
import * as engine from '@gradus/engine'
import { pages, readPage } from './pages.js'

/** How many tables of figures a page has, and what compares them. */
const FIGURES: Record<string, [tables: number, comparedBy: string]> = {
  'README.md': [3, 'times of one machine, by `npm run bench`'],
  'docs/course/01-a-number-that-remembers.md': [1, 'below'],
  'docs/course/README.md': [1, 'course.test.ts'],
  'packages/tabular/README.md': [1, '.ci/full, with packages/examples/dist/beside-linear.js and the data'],
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
    }) // oxfmt-ignore
}

test('the list of pages with tables of figures is complete', () => {
  // ops-page.test.ts compares the whole page of operations.
  const found = pages.filter((page) => page !== 'docs/ops.md').map((page) => [page, tablesOfFigures(readPage(page)).length] as const) // oxfmt-ignore
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
  const [x, y, z] = [-2, 5, -4].map((number) => new engine.Value(number)) as [engine.Value, engine.Value, engine.Value]
  const q = x.add(y)
  const f = q.mul(z)
  f.backward()
  const shown = Object.fromEntries(rows!.map(([step, , gradient]) => [step, Number(gradient!.replace('−', '-'))]))
  expect(shown).toEqual({ '∂f/∂f': 1, '∂f/∂z': z.grad, '∂f/∂q': q.grad, '∂f/∂x': x.grad, '∂f/∂y': y.grad })
})

/** The rows of the table in docs/numbers.md: the rule in words, what the engine gives there, and the rule as numbers. */
const AWKWARD: [point: string, rule: string, got: () => number[], expected: number[]][] = [
  [
    'relu′(0), abs′(0), sign′',
    '0',
    () => [slope((x) => x.relu(), 0), slope((x) => x.abs(), 0), slope((x) => x.sign(), 0), slope((x) => x.sign(), 2)],
    [0, 0, 0, 0],
  ],
  [
    'leakyRelu′(0), elu′(0)',
    'the right-hand slope, 1',
    () => [slope((x) => x.leakyRelu(), 0), slope((x) => x.elu(), 0)],
    [1, 1],
  ],
  [
    'max, min at a tie',
    '½ to each operand, so that `max(a, a)` has slope 1',
    () => [...slopes(engine.max, 2, 2), ...slopes(engine.min, 2, 2), slope((x) => engine.max(x, x), 2)],
    [0.5, 0.5, 0.5, 0.5, 1],
  ],
  ['clamp at a bound', '1', () => [slope((x) => x.clamp(-1, 1), 1), slope((x) => x.clamp(-1, 1), -1)], [1, 1]],
  [
    'x⁰',
    'value 1, slope 0 in x, also at x = 0',
    () => [new engine.Value(0).pow(0).data, slope((x) => x.pow(0), 0), slope((x) => x.pow(0), 3)],
    [1, 0, 0],
  ],
  [
    'pow, base < 0, exponent a Value',
    'the slope in the exponent is NaN; if the exponent is an integer, the slope in the base is exact',
    () => slopes(engine.pow, -2, 3),
    [12, NaN],
  ],
  ['0^y, y > 0', 'slope 0 in y', () => [slope((y) => engine.pow(0, y), 2)], [0]],
  [
    'sqrt, log at 0 (and at −0)',
    'slope +∞',
    () => [0, -0].flatMap((at) => [slope((x) => x.sqrt(), at), slope((x) => x.log(), at)]),
    [Infinity, Infinity, Infinity, Infinity],
  ],
  [
    '0 × ∞ in the chain rule',
    '0, if the slope or the gradient that arrives is exactly 0',
    () => [slope((x) => x.sqrt().mul(0), 0), slope((x) => x.square().sqrt(), 0)],
    [0, 0],
  ],
  [
    'norm, hypot, sqrt(x²) at the origin',
    'slope 0, by the row above',
    () => [...engine.gradient((xs) => engine.norm(xs), [0, 0]), ...slopes(engine.hypot, 0, 0), slope((x) => x.square().sqrt(), 0)], // oxfmt-ignore
    [0, 0, 0, 0, 0],
  ],
  [
    'norm, hypot at an infinite operand',
    'slope ±1 in each infinite operand and 0 in the finite ones',
    () => [...engine.gradient((xs) => engine.norm(xs), [Infinity, 3]), ...slopes(engine.hypot, 3, -Infinity)],
    [1, 0, 0, -1],
  ],
  [
    'atan2 at an infinite operand',
    'slopes 0',
    () => [...slopes(engine.atan2, Infinity, 1), ...slopes(engine.atan2, 1, -Infinity)],
    [0, 0, 0, 0],
  ],
  [
    'NaN in',
    'NaN out, in value and gradient, also for relu, max and the comparisons',
    () => {
      const nan = new engine.Value(NaN)
      return [
        nan.relu().data,
        nan.max(1).data,
        nan.gt(0).data,
        slope((x) => x.relu(), NaN),
        slope((x) => x.max(1), NaN),
      ]
    },
    [NaN, NaN, NaN, NaN, NaN],
  ],
]

type Binary = (a: engine.Value, b: engine.Value) => engine.Value
const slope = (f: (x: engine.Value) => engine.Value, x: number): number => engine.derivative(f, x)
const slopes = (f: Binary, a: number, b: number): number[] => engine.gradient(([x, y]) => f(x!, y!), [a, b])

test('the table of awkward points has the rules that the engine follows', () => {
  const section = readPage('docs/numbers.md').split('## Awkward points\n')[1]!
  const rows = section
    .match(/(^\|.*\n)+/m)![0]
    .trim()
    .split('\n')
    .slice(2)
  const shown = rows.map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim())) // oxfmt-ignore
  expect(shown).toEqual(AWKWARD.map(([point, rule]) => [point, rule]))
  for (const [point, , got, expected] of AWKWARD) {
    // + 0: the sign of zero is free
    expect({ point, got: got().map((number) => number + 0) }).toEqual({ point, got: expected })
  }
})
