/** The watch on gradients, which `detectAnomaly` sets. This file imports only types, so that backward.ts can import it. */
import type { Scalar } from './scalar.js'
import type { Value } from './value.js'

export interface Watch {
  /** Gradients are about to flow from the last node of `order` back to the operands that are `reached`. */
  flow(where: 'backward' | 'grad', order: readonly Value[], reached: (x: Scalar) => boolean): void
  /** The nodes made from now on belong to the derivative of `node`; null: to the user's function again. */
  derivativeOf(node: Value | null): void
}

let current: Watch | null = null

/** The watch, null if there is none. */
export const watch = (): Watch | null => current

/** Only `recordWith` sets it, together with the recorder. */
export function setWatch(watch: Watch | null): void {
  current = watch
}
