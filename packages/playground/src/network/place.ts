/** Where the user is in the network: which unit and which example. It stays while another view is shown. */
import { signal } from '@preact/signals'
import type { UnitId } from './drawing.js'
import { partOf } from './places.js'

export interface Place {
  /** The layers that it belongs to. */
  readonly layers: string
  readonly selected: UnitId
  /** For each layer, the first unit that is drawn. A layer of many units is drawn part by part. */
  readonly first: readonly number[]
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
  return { layers, selected: { layer: sizes.length - 1, unit: 0 }, first: sizes.map(() => 0), opened: undefined }
}

/** Changes the place in a network of these sizes. The part of a layer that has the selected unit is drawn. */
export function goTo(sizes: readonly number[], values: Partial<Pick<Place, 'selected' | 'opened'>>): void {
  const place = { ...placeIn(sizes), ...values }
  const { layer, unit } = place.selected
  last.value = { ...place, first: place.first.with(layer, partOf(sizes[layer]!, unit)) }
}
