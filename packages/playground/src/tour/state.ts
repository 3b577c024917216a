/** Whether the tour is shown, and at which step. It begins by itself on the first visit only, unless a link shows something. */
import { signal } from '@preact/signals'

const KEY = 'gradus-tour'

/** The step, from 0. Undefined while there is no tour. */
export const tourStep = signal<number | undefined>(isFirstVisit() && !isLink() ? 0 : undefined)

export const startTour = (): void => {
  tourStep.value = 0
}

/** Ends the tour, for this visit and all that follow. */
export function endTour(): void {
  tourStep.value = undefined
  try {
    window.localStorage.setItem(KEY, 'done')
  } catch {
    // A browser that keeps nothing for the page shows the tour again the next time.
  }
}

function isFirstVisit(): boolean {
  try {
    return window.localStorage.getItem(KEY) === null
  } catch {
    return false // rather no tour than one at each visit
  }
}

/** Whether the address has more than a view: then somebody has sent it, and wants to show what is in it. */
function isLink(): boolean {
  const parts = window.location.hash.replace(/^#/, '').split('&')
  return parts.some((part) => part !== '' && !part.startsWith('view='))
}
