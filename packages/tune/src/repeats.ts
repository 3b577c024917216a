/** Repeats of a trial: the same setting with different seeds. */
import { Random } from '@gradus/nn'
import type { Json } from './json.js'
import type { Measurement, Outcome } from './trial.js'

/** The seeds of the repeats of a trial. The first is the seed of the trial. */
export function repeatSeeds(seed: number, repeats: number): number[] {
  const random = new Random(seed)
  return Array.from({ length: repeats }, (_, i) => (i === 0 ? seed : random.uint32()))
}

/** The result of a trial from the results of its repeats. */
export function combine(repeats: readonly Measurement[]): Outcome {
  if (repeats.length === 1) return repeats[0]!
  const count = repeats.length
  const failed = (why: string): Outcome => ({ score: null, failed: why, repeats: [...repeats] })
  const first = repeats.findIndex(({ score }) => score === null)
  if (first >= 0) return failed(`repeat ${first + 1} of ${count}: ${repeats[first]!.failed}`)
  const scores = repeats.map(({ score }) => score!)
  const [score, error] = [mean(scores), standardError(scores)]
  if (!Number.isFinite(score) || !Number.isFinite(error)) {
    return failed(`the scores of ${count} repeats have the mean ${score} and the standard error ${error}`)
  }
  const details = meanDetails(repeats)
  return {
    score,
    standardError: error,
    ...(Object.keys(details).length > 0 ? { details } : {}),
    repeats: [...repeats],
  }
}

const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length

function standardError(xs: readonly number[]): number {
  // The mean of equal numbers can differ from them in the last bit. This would look like a spread.
  if (xs.every((x) => x === xs[0])) return 0
  const center = mean(xs)
  return Math.sqrt(xs.reduce((sum, x) => sum + (x - center) ** 2, 0) / (xs.length - 1) / xs.length)
}

/**
 * The means of the details that are numbers in all repeats. JSON cannot represent a mean that overflows, so it is left
 * out.
 */
function meanDetails(repeats: readonly Measurement[]): { [key: string]: Json } {
  const all = repeats.map(({ details }) => details ?? {})
  const names = Object.keys(all[0]!).filter((name) => all.every((details) => typeof details[name] === 'number'))
  const means = names.map((name) => [name, mean(all.map((details) => details[name] as number))] as const)
  return Object.fromEntries(means.filter(([, value]) => Number.isFinite(value)))
}
