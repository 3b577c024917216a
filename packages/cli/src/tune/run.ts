/** Runs the search, shows its progress, and ends it on Ctrl-C. */
import type { Json, SearchProgress, SearchResult, Trial } from '@gradus/tune'
import { progress } from '../output/progress.js'
import { folder } from '../package-folder.js'
import type { About } from './about.js'
import type { Measuring, Options, Tune } from './options.js'
import { spaceOf, TRIALS } from './options.js'
import type { Setting, Shared } from './trial.js'

const TRIAL = new URL('dist/trial.js', folder)

export async function searchAll(
  tune: Tune,
  shared: Shared,
  about: About,
  { folds, repeats }: Measuring,
  options: Options,
): Promise<SearchResult<Setting>> {
  const { method, trials = TRIALS, perAxis, rounds, seed, workers, shard, journal } = options
  const controller = new AbortController()
  const stop = () => controller.abort(nothingYet(journal))
  let bar: ReturnType<typeof progress> | undefined
  let best = NaN
  const onTrial = ({ round, score }: Trial<Setting>, { done, total }: SearchProgress) => {
    if (score !== null && !(score >= best)) best = score
    if (done === 1) {
      bar?.stop()
      bar = progress(total, rounds === 1 ? 'trial' : `round ${round}, trial`)
    }
    bar!.update(done, { loss: best })
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    return await tune.search(TRIAL, spaceOf(tune, options), {
      method,
      ...(method === 'random' ? { trials } : {}),
      ...(perAxis === undefined ? {} : { perAxis }),
      rounds,
      repeats: Math.max(1, folds) * repeats,
      seed,
      ...(workers === undefined ? {} : { workers }),
      ...(shard === undefined ? {} : { shard }),
      data: shared as unknown as Json,
      about: about as unknown as Json,
      signal: controller.signal,
      onTrial,
      ...(journal === undefined ? {} : { journal }),
    })
  } finally {
    bar?.stop()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

const nothingYet = (journal: string | undefined): Error =>
  new Error(`tune: stopped before any trial was finished. ${howToContinue(journal)}`)

export const howToContinue = (journal: string | undefined): string =>
  journal === undefined
    ? 'Pass --journal FILE next time, so that a stopped search can continue.'
    : `Run the same command to continue; the finished trials are in ${journal}.`
