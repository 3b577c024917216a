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

/** Shows a graph in the expression view. Its numbers are fixed; "Back" leads to where it came from. */
export function openGraph(graph: Opened): void {
  opened.value = graph
  show('expression')
}

export function closeGraph(): void {
  const from = opened.value?.from
  opened.value = undefined
  if (from !== undefined) show(from)
}
