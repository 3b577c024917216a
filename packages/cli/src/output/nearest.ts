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

/**
 * What to pass instead of a wrong name: the nearest one, if one is near, and the names that there are. A long list keeps the
 * last name, because the last column of a table is often its target.
 *
 * @param option the option that takes the name, such as --target
 */
export function suggest(wrong: string, names: readonly string[], option?: string): string {
  if (names.length === 1) return `Pass ${option === undefined ? '' : `${option} `}${showName(names[0]!)}.`
  const all = names.map(showName)
  const list =
    all.length <= MOST
      ? all.join(', ')
      : `${all.slice(0, MOST - 1).join(', ')}, …, ${all.at(-1)!} (${all.length} in all)`
  const pass = option === undefined ? 'Pass one of' : `Pass ${option} with one of`
  return `${didYouMean(wrong, names).trimStart()} ${pass} ${list}.`.trimStart()
}
