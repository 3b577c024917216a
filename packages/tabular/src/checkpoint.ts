/** The state of a training as plain JSON, so that it can continue with the same bits. */
import type { TableEncoding } from '@gradus/data'
import { show } from '@gradus/engine/errors'
import type { Checkpoint, FitOptions } from '@gradus/nn'
import type { Learning } from './options.js'

/** The state of one run, which trains one network. */
export interface RunCheckpoint {
  /** How rows become numbers in this run. */
  encoding: TableEncoding
  /** The indices of the rows that were kept from training. */
  validation: number[]
  /** The checkpoint of `fit`. */
  fit: Checkpoint
}

/** The state of a training: its finished runs, and the one that was under way. */
export interface TrainingCheckpoint {
  format: 'gradus training'
  version: 1
  /** The options that the numbers depend on. */
  settings: Record<string, unknown>
  runs: RunCheckpoint[]
}

/** Options that change no number. */
const BESIDE = ['signal', 'onEpoch', 'onStep', 'checkpoint', 'resume']

function settingsOf(options: Learning): Record<string, unknown> {
  const entries = Object.entries(options).filter(([name, value]) => !BESIDE.includes(name) && value !== undefined)
  const plain = entries.map(([name, value]) => [name, typeof value === 'function' ? 'a function' : (value as unknown)])
  return JSON.parse(JSON.stringify(Object.fromEntries(plain.sort()))) as Record<string, unknown>
}

/** Returns a function that says what `fit` needs to save and to resume a run; undefined if neither is wanted. */
export function checkpoints(where: string, options: Learning) {
  const { checkpoint, resume } = options
  if (checkpoint === undefined && resume === undefined) return undefined
  const settings = settingsOf(options)
  const refuse = (what: string) =>
    new RangeError(`${where}: ${what} Resume with the data and options of that training.`)
  if (resume !== undefined) {
    const { format, version } = resume
    if (format !== 'gradus training' || version !== 1) {
      throw new RangeError(
        `${where}: resume is not a checkpoint of version 1 (${show(format)}, ${show(version)}). Pass one that was saved.`,
      )
    }
    for (const name of Object.keys({ ...settings, ...resume.settings })) {
      const [then, now] = [resume.settings[name], settings[name]].map((value) => JSON.stringify(value))
      if (then !== now) throw refuse(`the checkpoint comes from a training with ${name} ${then}, not ${now}.`)
    }
  }
  const runs = [...(resume?.runs ?? [])]
  return (
    run: number,
    encoding: TableEncoding,
    validation: readonly number[],
  ): Pick<FitOptions, 'checkpoint' | 'resume'> => {
    const saved = resume?.runs[run - 1]
    if (saved !== undefined) {
      const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
      if (!same(saved.validation, validation)) throw refuse('the checkpoint has other validation rows.')
      if (!same(saved.encoding, encoding)) throw refuse('the checkpoint has another encoding.')
    }
    return {
      ...(saved === undefined ? {} : { resume: saved.fit }),
      ...(checkpoint === undefined
        ? {}
        : {
            checkpoint: {
              ...(checkpoint.due === undefined ? {} : { due: checkpoint.due }),
              save: (fit: Checkpoint) => {
                runs[run - 1] = { encoding, validation: [...validation], fit }
                return checkpoint.save({ format: 'gradus training', version: 1, settings, runs: [...runs] })
              },
            },
          }),
    }
  }
}
