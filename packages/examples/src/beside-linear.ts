/**
 * Compares @gradus/tabular with a linear model on unseen rows:
 *
 *     node packages/examples/dist/beside-linear.js FOLDER [SEEDS]
 *
 * Each CSV file of the folder is divided SEEDS times (default 20) into four fifths for training and one fifth for testing.
 * Both models are trained on the same rows. The target is the last column, except for the files listed in SPECIAL.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folds, parseCsv, type Table } from '@gradus/data'
import { type Scores, trainTable } from '@gradus/tabular'

/** Files whose target is not the last column, or with columns to leave out. */
const SPECIAL: Record<string, { target?: string; exclude?: string[] }> = {
  'auto_mpg.csv': { target: 'mpg', exclude: ['car_name'] },
}

export interface Comparison {
  file: string
  score: 'accuracy' | 'R²'
  gradus: number
  linear: number
  /** The mean of gradus − linear over all seeds. */
  difference: number
  standardError: number
  /** The number of seeds for which tabular chose the network. */
  networks: number
}

export async function besideLinear(folder: string, file: string, seeds: number): Promise<Comparison> {
  const { target = '', exclude = [] } = SPECIAL[file] ?? {}
  const { table, header } = read(join(folder, file), file)
  const column = target === '' ? table.columns.at(-1)! : target
  const differences: number[] = []
  const [gradus, linear]: [number[], number[]] = [[], []]
  let isClassifier = false
  let networks = 0
  for (let seed = 1; seed <= seeds; seed++) {
    const [fold] = folds(table.rows.length, 5, { seed })
    const [train, test] = [pick(table, fold!.train), pick(table, fold!.validation)]
    const trained = await trainTable(train, { target: column, exclude, header, test, seed })
    const score = (s: Scores) => s.accuracy ?? s.r2!
    isClassifier = trained.model.encoding.target.task === 'classification'
    gradus.push(score(trained.test![trained.chosen]!))
    linear.push(score(trained.test!.linear!))
    differences.push(gradus.at(-1)! - linear.at(-1)!)
    if (trained.chosen === 'network') networks++
  }
  const mean = (xs: number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length
  const difference = mean(differences)
  const variance = differences.reduce((sum, d) => sum + (d - difference) ** 2, 0) / Math.max(1, seeds - 1)
  return {
    ...{ file, score: isClassifier ? 'accuracy' : 'R²', gradus: mean(gradus), linear: mean(linear), difference },
    ...{ standardError: Math.sqrt(variance / seeds), networks },
  }
}

/** Reads a CSV file. Files of scikit-learn begin with a line of counts, such as `150,4,setosa,…`, instead of names. */
function read(path: string, file: string): { table: Table; header: boolean } {
  const text = readFileSync(path, 'utf8')
  const [first, second] = text.split('\n', 2).map((line) => line.split(','))
  const counts = first!.slice(0, 2).map(Number)
  if (counts[1] === second!.length - 1 && Number.isInteger(counts[0])) {
    return { table: parseCsv(text.slice(text.indexOf('\n') + 1), { file, header: false }), header: false }
  }
  const header = first!.some((cell) => Number.isNaN(Number(cell)))
  return { table: parseCsv(text, { file, header }), header }
}

const pick = (table: Table, rows: readonly number[]): Table => ({
  ...table,
  rows: rows.map((i) => table.rows[i]!),
  lines: rows.map((i) => table.lines[i]!),
})

const [folder, seeds = '20'] = process.argv.slice(2)
if (process.argv[1]?.endsWith('beside-linear.js') === true) {
  if (folder === undefined) throw new Error('beside-linear: there is no folder. Pass one with CSV files.')
  console.log(
    '| data | score | Gradus | linear | difference | standard error | networks |\n|---|---|---|---|---|---|---|',
  )
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.csv'))) {
    const { score, gradus, linear, difference, standardError, networks } = await besideLinear(
      folder,
      file,
      Number(seeds),
    )
    const numbers = [gradus, linear, difference, standardError].map((x) => x.toFixed(4)).join(' | ')
    console.log(`| ${file} | ${score} | ${numbers} | ${networks} of ${seeds} |`)
  }
}
