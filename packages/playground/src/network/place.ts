/** Where the user is in the network: which unit and which example. It stays while another view is shown. */
import { signal } from '@preact/signals'
import type { UnitId } from './drawing.js'

export interface Place {
  /** The layers that it belongs to. */
  readonly layers: string
  readonly selected: UnitId
  /** The unit whose numbers are shown, and the unit of the link that was chosen. */
  readonly opened: { readonly unit: UnitId; readonly from: number | undefined } | undefined
}

const last = signal<Place | undefined>(undefined)

/** The example whose numbers the units show. */
export const example = signal(0)

/** The place in a network of these sizes. In a new one it is the first output. */
export function placeIn(sizes: readonly number[]): Place {
  const layers = sizes.join()
  if (last.value?.layers === layers) return last.value
  return { layers, selected: { layer: sizes.length - 1, unit: 0 }, opened: undefined }
}

/** Changes the place in a network of these sizes. */
export function goTo(sizes: readonly number[], values: Partial<Omit<Place, 'layers'>>): void {
  last.value = { ...placeIn(sizes), ...values }
}
