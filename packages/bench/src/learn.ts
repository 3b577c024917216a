/** How long `gradus learn watch` takes from the moment an answer is saved until it says whether it is right. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Random } from '@gradus/nn'
import { median } from './median.js'

export interface LearnRow {
  what: string
  /** The median, in seconds. */
  seconds: number
  longest: number
  /** The longest that we accept. */
  atMost: number
}

const EXERCISE = '01-nudge'
const gradus = fileURLToPath(new URL('../../cli/bin/gradus.js', import.meta.url))
const solution = (file: string) =>
  readFileSync(new URL(`../../../docs/exercises/solutions/${EXERCISE}/${file}`, import.meta.url), 'utf8')

const ANSWERS: readonly (readonly [what: string, text: string])[] = [
  ['a right answer', solution('reference.ts')],
  ['a wrong answer', solution('wrong-sign.ts')],
  ['a loop without end', 'export function slope() { for (;;) {} }\n'],
]

export async function learnRows(quick: boolean, rounds: number): Promise<LearnRow[]> {
  const parent = mkdtempSync(join(tmpdir(), 'gradus-bench-'))
  const folder = join(parent, 'exercises')
  const { status } = spawnSync(process.execPath, [gradus, 'learn', 'init', folder], { stdio: 'ignore' })
  if (status !== 0) throw new Error('bench: gradus learn init failed. Run it by itself to see why.')
  const watch = spawn(process.execPath, [gradus, 'learn', 'watch'], { cwd: folder })
  const random = new Random(1)
  let output = ''
  for (const stream of [watch.stdout, watch.stderr]) stream.on('data', (text) => (output += String(text)))
  const says = async (text: string) => {
    while (!output.includes(text)) {
      if (watch.exitCode !== null) throw new Error(`bench: gradus learn watch ended. It said: ${output}`)
      await setTimeout(5)
    }
  }
  /** Saves an answer that prints a text of its own, because this text comes back together with the grade. */
  const time = async (text: string, mark: string): Promise<number> => {
    await setTimeout(random.uniform(0, 250)) // the watcher looks at the file at fixed times, and a learner saves at any time
    const start = performance.now()
    writeFileSync(join(folder, EXERCISE, 'answer.ts'), `${text}\nconsole.log('${mark}')\n`)
    await says(`Your program printed:\n${mark}\n`)
    return (performance.now() - start) / 1000
  }
  try {
    await says('answer.ts is as it was.')
    const times: number[][] = []
    for (let round = 0; round < (quick ? 1 : rounds); round++) {
      const row: number[] = []
      for (const [what, text] of ANSWERS) row.push(await time(text, `${what}, round ${round}`))
      times.push(row)
    }
    return ANSWERS.map(([what], i) => {
      const seconds = times.map((row) => row[i]!)
      return { what, seconds: median(seconds), longest: Math.max(...seconds), atMost: 2 }
    })
  } finally {
    watch.stdin.end('quit\n')
    if (watch.exitCode === null) await once(watch, 'close')
    rmSync(parent, { recursive: true })
  }
}
