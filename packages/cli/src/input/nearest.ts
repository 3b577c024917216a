/** Suggests a name for one that does not exist. */
import { showName } from '@gradus/engine/errors'
import leven from 'leven'

/** The most names that a message lists. */
const MOST = 20

/** What to pass instead of `wrong`: the nearest name if one is near, and otherwise the names that there are. */
export function suggest(wrong: string, names: readonly string[]): string {
  const [near] = names
    .map((name) => ({ name, distance: leven(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.max(wrong.length, name.length) * 0.4))
    .sort((a, b) => a.distance - b.distance)
  const shown = names.slice(0, MOST).map(showName).join(', ')
  const more = names.length > MOST ? `, … (${names.length} in all)` : ''
  const list = names.length === 1 ? shown : `one of ${shown}${more}`
  return near === undefined || names.length === 1
    ? `Pass ${list}.`
    : `Did you mean ${showName(near.name)}? Pass ${list}.`
}
