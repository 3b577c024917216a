/** The search itself, with its progress and its end by Ctrl-C. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Json, SearchProgress, SearchResult, Trial } from '@gradus/tune'
import { plural, progress } from '../io.js'
import type { Options, Tune } from './options.js'
import { spaceOf, TRIALS } from './options.js'
import type { Setting, Shared } from './trial.js'

const TRIAL = new URL('trial.js', import.meta.url)

export async function searchAll(tune: Tune, shared: Shared, options: Options): Promise<SearchResult<Setting>> {
  const { method, trials = TRIALS, perAxis, rounds, seed, workers, journal } = options
  if (journal !== undefined) await mkdir(dirname(journal), { recursive: true })
  const controller = new AbortController()
  let finished = 0
  const stop = () => controller.abort(stopped(finished, journal))
  let bar: ReturnType<typeof progress> | undefined
  let best = NaN
  const onTrial = ({ round, score }: Trial<Setting>, { done, total }: SearchProgress) => {
    finished++
    if (score !== null && !(score >= best)) best = score
    if (done === 1) {
      bar?.stop()
      bar = progress(total, rounds === 1 ? 'trial' : `round ${round}, trial`)
    }
    bar!.update(done, best)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    return await tune.search(TRIAL, spaceOf(tune, options), {
      method,
      ...(method === 'random' ? { trials } : {}),
      ...(perAxis === undefined ? {} : { perAxis }),
      rounds,
      seed,
      ...(workers === undefined ? {} : { workers }),
      data: shared as unknown as Json,
      signal: controller.signal,
      onTrial,
      ...(journal === undefined ? {} : { journal }),
    })
  } finally {
    bar?.stop()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

function stopped(finished: number, journal: string | undefined): Error {
  const what = `tune: stopped after ${plural(finished, 'trial')}`
  return new Error(
    journal === undefined
      ? `${what}, with nothing kept. Pass --journal FILE to be able to go on.`
      : `${what}, kept in ${journal}. Run the same command to go on.`,
  )
}
