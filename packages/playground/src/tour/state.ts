/** Whether the tour is shown, and at which step. It begins by itself on the first visit only. */
import { signal } from '@preact/signals'

const KEY = 'gradus-tour'

/** The step, from 0. Undefined while there is no tour. */
export const tourStep = signal<number | undefined>(isFirstVisit() ? 0 : undefined)

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
