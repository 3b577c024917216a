/**
 * `npm run bench`: Gradus beside a closure-per-node engine in micrograd's form (closure-engine.ts), in turn, each in a
 * process of its own; the ratio is the median over the pairs. `--json` prints JSON, `--quick` runs small sizes.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import type { Measurement } from './child.js'

interface Row {
  what: string
  unit: string
  gradus: number
  baseline?: number
  /** gradus / baseline */
  ratio?: number
}

const program = new Command('bench')
  .option('--json', 'JSON on stdout')
  .option('--quick', 'small sizes, one pair: to see that it runs')
  .option('--pairs <n>', 'how often the two take turns', Number, 3)
  .parse()
const { json, quick, pairs } = program.opts<{ json?: true; quick?: true; pairs: number }>()
const turns = quick === true ? 1 : pairs
const scale = quick === true ? 100 : 1

const rows: Row[] = [...graphRows(), ...stepRows(), ...chainRows()]
if (json === true) process.stdout.write(`${JSON.stringify({ node: process.version, rows })}\n`)
else printTable(rows)

function graphRows(): Row[] {
  const nodes = 1_000_000 / scale
  const results = inTurn('graph', nodes)
  const what = `random graph of ${nodes} nodes, forward + backward`
  return [
    compare(what, 'ns per node', results, ({ time }) => time),
    compare(what, 'bytes per node', results, ({ bytes }) => bytes!),
  ]
}

function stepRows(): Row[] {
  const results = inTurn('step', quick === true ? 3 : 30)
  return [compare('full-batch step, 2-16-16-1, 100 points', 'ms', results, ({ time }) => time)]
}

function chainRows(): Row[] {
  return [100_000, 1_000_000, 5_000_000].map((size) => {
    const nodes = size / scale
    const { time } = measure('chain', 'gradus', nodes)
    return { what: `chain ${nodes} nodes deep, forward + backward`, unit: 'ns per node', gradus: time }
  })
}

function inTurn(name: string, size: number): { gradus: Measurement; baseline: Measurement }[] {
  return Array.from({ length: turns }, () => ({
    gradus: measure(name, 'gradus', size),
    baseline: measure(name, 'closures', size),
  }))
}

function measure(name: string, engine: string, size: number): Measurement {
  const child = fileURLToPath(new URL('./child.js', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', child, name, engine, String(size)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`bench: ${name} with ${engine} failed.\n${stderr}`)
  return JSON.parse(stdout) as Measurement
}

function compare(
  what: string,
  unit: string,
  results: { gradus: Measurement; baseline: Measurement }[],
  figure: (m: Measurement) => number,
): Row {
  return {
    what,
    unit,
    gradus: median(results.map(({ gradus }) => figure(gradus))),
    baseline: median(results.map(({ baseline }) => figure(baseline))),
    ratio: median(results.map(({ gradus, baseline }) => figure(gradus) / figure(baseline))),
  }
}

function median(xs: number[]): number {
  return [...xs].sort((a, b) => a - b)[xs.length >> 1]!
}

function printTable(rows: Row[]): void {
  const digits = (x: number | undefined) => (x === undefined ? '' : x >= 100 ? x.toFixed(0) : x.toPrecision(3))
  const cells = rows.map((r) => [r.what, r.unit, digits(r.gradus), digits(r.baseline), r.ratio?.toFixed(3) ?? ''])
  const table = [['', '', 'Gradus', 'closures', 'ratio'], ...cells]
  const widths = table[0]!.map((_, j) => Math.max(...table.map((row) => row[j]!.length)))
  const line = (row: string[]) => row.map((c, j) => (j < 2 ? c.padEnd(widths[j]!) : c.padStart(widths[j]!))).join('  ')
  process.stdout.write(`${table.map(line).join('\n')}\n`)
}
