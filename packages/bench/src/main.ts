/**
 * `npm run bench`: two tables. `engine` sets Gradus beside another engine (engine.ts), `compile` its compiler beside plain
 * JavaScript by hand (compile.ts); without either, both. `--json` prints JSON, `--quick` runs small sizes.
 */
import { Argument, Command } from 'commander'
import { type CompileReport, compileReport } from './compile.js'
import { type EngineRow, engineRows } from './engine.js'
import { digits, formatTable } from './table.js'

const program = new Command('bench')
  .addArgument(new Argument('[table]', 'which one; both by default').choices(['engine', 'compile']))
  .option('--json', 'JSON on stdout')
  .option('--quick', 'small sizes, one pair: to see that it runs')
  .option('--pairs <n>', 'how often the two engines take turns', Number, 3)
  .option('--rounds <n>', 'how often compiled code and code by hand take turns', Number, 21)
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
  const cells = rows.map((r) => [r.what, r.unit, digits(r.gradus), digits(r.baseline), r.ratio?.toFixed(3) ?? ''])
  return formatTable(['', '', 'Gradus', 'closures', 'ratio'], cells)
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
    formatTable(['', '', 'compiled', 'by hand', 'ratio', 'at most', 'eager', 'examples/s'], speedCells),
    formatTable(['threads', '', 'one', 'two', 'faster', 'at least'], [threadCells]),
    formatTable(['to compile', 'nodes', 'ms', 'again', 'at most', 'ns per node', 'MB held', 'MB at most'], costCells),
  ].join('\n')
}
