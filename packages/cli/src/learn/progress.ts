/** What a learner has done, in one text file in the folder of the exercises. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileSafely } from '@gradus/nn/node'

export const PROGRESS = 'progress.txt'

const HEAD = `# Your progress. gradus learn reads and writes this file: one line for each exercise that you have seen.
# "now" is the current exercise. The others are "done", "skipped" or "open", with the number of hints that you have read.
`

export type State = 'done' | 'skipped' | 'open'

export interface Progress {
  now: string | undefined
  states: Map<string, { state: State; hints: number; gaveUp: boolean }>
}

/** @throws Error that names the line, if the file has been damaged */
export function readProgress(folder: string): Progress {
  const path = join(folder, PROGRESS)
  const progress: Progress = { now: undefined, states: new Map() }
  if (!existsSync(path)) return progress
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line.startsWith('#') || line.trim() === '') continue
    const [, name, state, hints, gaveUp] =
      /^(\S+) (done|skipped|open|now)(?: (\d+) hints?)?( gave up)?\s*$/.exec(line) ?? []
    if (name === undefined) {
      throw new Error(`learn: line ${i + 1} of ${PROGRESS} cannot be read: "${line}". Correct it, or delete the file to start again.`) // oxfmt-ignore
    }
    if (state === 'now') progress.now = name
    else progress.states.set(name, { state: state as State, hints: Number(hints ?? 0), gaveUp: gaveUp !== undefined })
  }
  return progress
}

export async function writeProgress(folder: string, { now, states }: Progress): Promise<void> {
  const lines = [...states]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { state, hints, gaveUp }]) => {
      const read = hints === 0 ? '' : ` ${hints} hint${hints === 1 ? '' : 's'}`
      return `${name} ${state}${read}${gaveUp ? ' gave up' : ''}\n`
    })
  if (now !== undefined) lines.unshift(`${now} now\n`)
  await writeFileSafely(join(folder, PROGRESS), HEAD + lines.join(''), 'learn')
}
