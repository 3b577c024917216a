/** One color for each leaf. */
import type { Value } from '@gradus/engine'
import type { ColorName } from '../colors.js'

const COLORS = ['leaf1', 'leaf2', 'leaf3', 'leaf4', 'leaf5', 'leaf6', 'leaf7', 'leaf8'] as const satisfies ColorName[]

/** The color of each leaf of the graph, in the order in which the leaves come. @throws RangeError for more than 8 leaves. */
export function leafColorsOf(where: string, order: readonly Value[]): Map<Value, ColorName> {
  const leaves = order.filter(({ op }) => op === null)
  if (leaves.length > COLORS.length) {
    throw new RangeError(
      `${where}: the graph has ${leaves.length} leaves, and the option color: 'leaf' has 8 colors. Pass 'kind' or 'sign'.`,
    )
  }
  return new Map(leaves.map((leaf, i) => [leaf, COLORS[i]!]))
}
