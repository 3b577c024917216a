/**
 * `npm run bench` prints tables. `engine` compares Gradus with another engine (engine.ts). `compile` compares compiled code
 * with JavaScript by hand (compile.ts). `fit` compares `fit` with its compiled steps alone (fit.ts). `start-up` compares the start of the command line with that of Node (start-up.ts).
 * `learn` measures how soon a saved answer is graded (learn.ts).
 * Without a name, all are measured.
 */
import { Argument, Command, InvalidArgumentError } from 'commander'
import type { Data } from '@gradus/nn'
import { type CompileReport, compileReport } from './compile.js'
import { type EngineRow, engineRows } from './engine.js'
import { digitData, mnistData } from './data.js'
import { type FitRow, fitRows } from './fit.js'
import { type LearnRow, learnRows } from './learn.js'
import { type StartRow, startRows } from './start-up.js'
import { digits, formatTable } from './table.js'

/** A number of times, as `--pairs` and `--rounds` take it. */
function times(text: string): number {
  const n = Number(text)
  if (Number.isInteger(n) && n >= 1) return n
  throw new InvalidArgumentError(`It is ${JSON.stringify(text)}. Pass a whole number, 1 or more.`)
}

const program = new Command('bench')
  .addArgument(
    new Argument('[table]', 'What to measure (default: all).').choices([
      'engine',
      'compile',
      'fit',
      'start-up',
      'learn',
    ]),
  )
  .option('--json', 'Print JSON instead of tables.')
  .option('--quick', 'Run small sizes, once: shows that everything works, not how fast it is.')
  .option('--pairs <n>', 'Number of times that the engines take turns.', times, 3)
  .option(
    '--rounds <n>',
    'Number of times that compiled code and code by hand take turns, `fit` and its steps, the programs of start-up, and the answers of learn.',
    times,
    21,
  )
  .option('--mnist <folder>', 'Folder with the files of MNIST for the table fit (default: 5,000 random images).')
  .parse()
const {
  json,
  quick = false,
  pairs,
  rounds,
  mnist,
} = program.opts<{
  json?: true
  quick?: true
  pairs: number
  rounds: number
  mnist?: string
}>()
const [table] = program.processedArgs as [string | undefined]

const wanted = (name: string) => table === undefined || table === name
let isFirst = true
const show = (text: string) => {
  if (json !== true) process.stdout.write(isFirst ? text : `\n${text}`)
  isFirst = false
}
const rows = wanted('engine') ? engineRows(quick, pairs) : undefined
if (rows !== undefined) show(engineTable(rows))
const compiled = wanted('compile') ? compileReport(quick, rounds) : undefined
if (compiled !== undefined) show(compileTables(compiled))
const fits = wanted('fit') ? await fitRows(await imagesFor(quick, mnist), quick ? 1 : rounds) : undefined
if (fits !== undefined) show(fitTable(fits))
const starts = wanted('start-up') ? startRows(quick, rounds) : undefined
if (starts !== undefined) show(startTable(starts))
const answers = wanted('learn') ? await learnRows(quick, rounds) : undefined
if (answers !== undefined) show(learnTable(answers))
// An answer that takes longer is a fault, not a figure.
if (!quick && answers?.some(({ longest, atMost }) => longest > atMost)) process.exitCode = 1
if (json === true)
  process.stdout.write(`${JSON.stringify({ node: process.version, rows, compiled, fits, starts, answers })}\n`)

function imagesFor(quick: boolean, folder: string | undefined): Promise<Data> | Data {
  return folder === undefined ? digitData(quick ? 10 : 500) : mnistData(folder)
}

function engineTable(rows: EngineRow[]): string {
  const cells = rows.map(({ what, unit, gradus, atMost, others }) => {
    const [fast, closures] = [others?.['fast closures'], others?.closures]
    const ratios = [
      digits(fast?.figure),
      ratio(fast?.ratio),
      ratio(atMost),
      digits(closures?.figure),
      ratio(closures?.ratio),
    ]
    return [what, unit, digits(gradus), ...ratios]
  })
  const heads = ['engine', 'unit', 'Gradus', 'fast closures', 'ratio', 'goal: below', 'closures', 'ratio']
  return formatTable(heads, cells)
}

function ratio(x: number | undefined): string {
  return x?.toFixed(2) ?? ''
}

function compileTables({ speed, threads, cost }: CompileReport): string {
  const speedCells = speed.map((r) => [
    r.what,
    r.unit,
    digits(r.compiled),
    digits(r.byHand),
    r.ratio.toFixed(2),
    r.atMost?.toFixed(2) ?? '',
    digits(r.eager),
    r.examples === undefined ? '' : r.examples.toFixed(0),
  ])
  const { what, one, two, speedUp, atLeast, processes } = threads
  const threadCells = [
    what,
    'µs',
    digits(one),
    digits(two),
    speedUp.toFixed(2),
    processes?.toFixed(2) ?? '',
    atLeast.toFixed(2),
  ]
  const costCells = cost.map((r) => [
    r.what,
    r.nodes?.toFixed(0) ?? '',
    digits(r.milliseconds),
    r.again === undefined ? '' : digits(r.again),
    r.atMost?.toFixed(0) ?? '',
    r.nodes === undefined ? '' : digits((r.milliseconds * 1e6) / r.nodes),
    digits(r.heldMB),
    digits(r.peakMB),
  ])
  return [
    formatTable(
      ['compiled code', 'unit', 'compiled', 'by hand', 'ratio', 'goal: below', 'engine', 'examples/s'],
      speedCells,
    ),
    formatTable(
      ['threads', 'unit', '1 thread', '2 threads', 'speed-up', 'two processes', 'goal: above'],
      [threadCells],
    ),
    formatTable(
      ['compiling', 'nodes', 'ms', 'ms, second net', 'goal: below', 'ns per node', 'MB kept', 'MB at peak'],
      costCells,
    ),
  ].join('\n')
}

function fitTable(rows: FitRow[]): string {
  const cells = rows.map((r) => [
    r.what,
    'examples/s',
    r.steps.toFixed(0),
    r.fit.toFixed(0),
    r.ratio.toFixed(3),
    r.atLeast?.toFixed(3) ?? '',
  ])
  return formatTable(['fit', 'unit', 'steps alone', 'fit', 'ratio', 'goal: above'], cells)
}

function startTable(rows: StartRow[]): string {
  const cells = rows.map((r) => [
    r.what,
    'ms',
    digits(r.milliseconds),
    digits(r.more),
    r.atMost?.toFixed(0) ?? '',
    r.ratio.toFixed(2),
  ])
  return formatTable(['start-up', 'unit', 'start to end', 'more than Node', 'goal: below', 'ratio'], cells)
}

function learnTable(rows: LearnRow[]): string {
  const cells = rows.map((r) => [r.what, 's', digits(r.seconds), digits(r.longest), r.atMost.toFixed(0)])
  return formatTable(['from saving to the grade', 'unit', 'median', 'longest', 'goal: below'], cells)
}
