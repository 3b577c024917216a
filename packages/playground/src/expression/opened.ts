/** A graph that another view has opened here, such as that of one example through a network. */
import type { Value } from '@gradus/engine'
import { signal } from '@preact/signals'
import { show, type View } from '../state/page.js'

export interface Opened {
  readonly root: Value
  /** What it is, for the reader. */
  readonly title: string
  /** The view to go back to. */
  readonly from: View
}

/** Undefined while the view shows its own expression. */
export const opened = signal<Opened | undefined>(undefined)

/**
 * Shows a graph in the expression view. Its numbers are fixed; "Back" leads to where it came from. The graph must be made for
 * this, because nodes without a label get the names of explanations: f, v1, v2, …, c1, c2, …
 */
export function openGraph(graph: Opened): void {
  opener = document.activeElement?.textContent ?? ''
  opened.value = graph
  show('expression')
  window.scrollTo(0, 0) // the title and the way back come first
}

/** The text of the button that has opened the graph. '' for none. */
let opener = ''

/** Gives the focus back to the button that had opened a graph, when its view is shown again. */
export function focusOpener(): void {
  if (opener === '' || opened.value !== undefined) return
  const buttons = [...document.querySelectorAll<HTMLElement>('#view button')]
  buttons.find(({ textContent }) => textContent === opener)?.focus()
  opener = ''
}

export function closeGraph(): void {
  const from = opened.value?.from
  opened.value = undefined
  if (from !== undefined) show(from)
}
