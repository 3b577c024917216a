/** Suggests what a misspelled word may mean. */
import { showName } from '@gradus/engine/errors'
import { distance } from 'fastest-levenshtein'

/** The word that is most like another, if less than about 40 % of the letters differ; upper and lower case count as the same. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const far = (candidate: string) => distance(word.toLowerCase(), candidate.toLowerCase())
  const best = [...candidates].sort((a, b) => far(a) - far(b))[0]
  const most = best === undefined ? 0 : Math.min(Math.ceil(0.4 * best.length), best.length - 1, word.length - 1)
  return best !== undefined && far(best) <= most ? best : undefined
}

/** " Did you mean x?", or an empty text. */
export function didYouMean(word: string, candidates: readonly string[], prefix = ''): string {
  const found = nearest(word, candidates)
  return found === undefined ? '' : ` Did you mean ${prefix}${showName(found)}?`
}

/** The most names that a message lists. */
const MOST = 20

/** What to pass instead of a wrong name: the nearest one, if one is near, and the names that there are. */
export function suggest(wrong: string, names: readonly string[]): string {
  const shown = names.slice(0, MOST).map(showName).join(', ')
  if (names.length === 1) return `Pass ${shown}.`
  const more = names.length > MOST ? `, … (${names.length} in all)` : ''
  return `${didYouMean(wrong, names).trimStart()} Pass one of ${shown}${more}.`.trimStart()
}
