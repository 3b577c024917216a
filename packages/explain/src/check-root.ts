import { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'

/** Refuses anything but a Value as the end of a graph. */
export function checkRoot(where: string, root: unknown): void {
  if (!(root instanceof Value)) throw new TypeError(`${where}: the root is ${show(root)}. Pass a Value.`)
}
