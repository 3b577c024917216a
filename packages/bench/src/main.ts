/**
 * `npm run bench` prints tables. `engine` compares Gradus with another engine (engine.ts). `compile` compares compiled code
 * with JavaScript by hand (compile.ts). Without either, both are measured.
 */
import { Argument, Command, InvalidArgumentError } from 'commander'
import { type CompileReport, compileReport } from './compile.js'
import { type EngineRow, engineRows } from './engine.js'
import { digits, formatTable } from './table.js'

/** A number of times, as `--pairs` and `--rounds` take it. */
function times(text: string): number {
  const n = Number(text)
  if (Number.isInteger(n) && n >= 1) return n
  throw new InvalidArgumentError(`It is ${JSON.stringify(text)}. Pass a whole number, 1 or more.`)
}

const program = new Command('bench')
  .addArgument(new Argument('[table]', 'What to measure (default: both).').choices(['engine', 'compile']))
  .option('--json', 'Print JSON instead of tables.')
  .option('--quick', 'Run small sizes, once: shows that everything works, not how fast it is.')
  .option('--pairs <n>', 'Number of times that the engines take turns.', times, 3)
  .option('--rounds <n>', 'Number of times that compiled code and code by hand take turns.', times, 21)
  .parse()
const {
  json,
  quick = false,
  pairs,
  rounds,
} = program.opts<{
  json?: true
  quick?: true
  pairs: number
  rounds: number
}>()
const [table] = program.processedArgs as [string | undefined]

const rows = table === 'compile' ? undefined : engineRows(quick, pairs)
if (json !== true && rows !== undefined) process.stdout.write(engineTable(rows))
const compiled = table === 'engine' ? undefined : compileReport(quick, rounds)
if (json === true) process.stdout.write(`${JSON.stringify({ node: process.version, rows, compiled })}\n`)
else if (compiled !== undefined) process.stdout.write(`${rows === undefined ? '' : '\n'}${compileTables(compiled)}`)

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

const ratio = (x: number | undefined) => x?.toFixed(2) ?? ''

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
  const { what, one, two, speedUp, atLeast } = threads
  const threadCells = [what, 'µs', digits(one), digits(two), speedUp.toFixed(2), atLeast.toFixed(2)]
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
    formatTable(['threads', 'unit', '1 thread', '2 threads', 'speed-up', 'goal: above'], [threadCells]),
    formatTable(
      ['compiling', 'nodes', 'ms', 'ms, second net', 'goal: below', 'ns per node', 'MB kept', 'MB at peak'],
      costCells,
    ),
  ].join('\n')
}
