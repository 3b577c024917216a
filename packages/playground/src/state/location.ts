/** Keeps the address of the page and the state the same. */
import { shortHashOf, stateOf } from './address.js'
import { say } from './messages.js'
import { type PageState, replaceState } from './page.js'

/** Reads the address now, and whenever the user changes it. */
export function followAddress(): void {
  read(true)
  window.addEventListener('hashchange', () => read(false))
}

function read(isBeginning: boolean): void {
  const { hash } = window.location
  if (!isBeginning && hash === own) return
  own = hash
  const { state, faults } = stateOf(hash)
  replaceState(state, isBeginning)
  for (const fault of faults) say('error', fault)
}

/** The hash that the page has written itself. */
let own = ''
let timer: number | undefined

/** Writes the address a moment after the last change, because browsers limit how often that is possible. */
export function keepAddress(state: PageState): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(() => writeAddress(state), 250)
}

/** Writes the address now. */
export function writeAddress(state: PageState): void {
  window.clearTimeout(timer)
  if (window.location.hash !== own) return // a new address is about to be read
  const hash = shortHashOf(state)
  if (hash === window.location.hash) return
  window.history.replaceState(null, '', hash)
  own = window.location.hash
}
