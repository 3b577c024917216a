/** How long short programs take from start to end, compared with Node that runs nothing. They take turns. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from './median.js'

export interface StartRow {
  what: string
  milliseconds: number
  /** The median of the differences to `node -e 0` of the same round, in milliseconds. */
  more: number
  /** The median of the ratios to `node -e 0`. A busy machine changes it less than the difference. */
  ratio: number
  /** The largest difference that we accept. */
  atMost?: number
}

interface Program {
  readonly what: string
  readonly args: readonly string[]
  readonly atMost?: number
}

const here = fileURLToPath(new URL('.', import.meta.url))
const gradus = fileURLToPath(new URL('../../cli/bin/gradus.js', import.meta.url))

const PROGRAMS: readonly Program[] = [
  { what: 'node -e 0', args: ['-e', '0'] },
  { what: 'gradus --help', args: [gradus, '--help'], atMost: 70 },
  { what: 'gradus eval "(x + y) * z" x=-2 y=5 z=-4', args: [gradus, 'eval', '(x + y) * z', 'x=-2', 'y=5', 'z=-4'], atMost: 150 }, // oxfmt-ignore
  { what: 'gradus train --help', args: [gradus, 'train', '--help'] },
  { what: "import('@gradus/engine')", args: ['--input-type=module', '-e', "await import('@gradus/engine')"] },
  { what: "import('@gradus/nn')", args: ['--input-type=module', '-e', "await import('@gradus/nn')"] },
]

export function startRows(quick: boolean, rounds: number): StartRow[] {
  for (const program of PROGRAMS) time(program) // the first run reads the files from the disk
  const times = Array.from({ length: quick ? 1 : rounds }, () => PROGRAMS.map(time))
  return PROGRAMS.map(({ what, atMost }, i) => ({
    what,
    milliseconds: median(times.map((round) => round[i]!)),
    more: median(times.map((round) => round[i]! - round[0]!)),
    ratio: median(times.map((round) => round[i]! / round[0]!)),
    ...(atMost === undefined ? {} : { atMost }),
  }))
}

function time({ what, args }: Program): number {
  const start = performance.now()
  const { status } = spawnSync(process.execPath, args, { cwd: here, stdio: 'ignore' })
  const milliseconds = performance.now() - start
  if (status !== 0) throw new Error(`bench: ${what} failed. Run it by itself to see why.`)
  return milliseconds
}
