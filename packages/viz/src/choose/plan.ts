/** Decides what a drawing shows, before any text, color or number. */
import { type Group, topologicalOrder, type Value } from '@gradus/engine'
import type { ColorName } from '../colors.js'
import { arranged } from './arrange.js'
import { type Drawn, nearestRoot, neighborhood } from './nearest.js'
import { collapsed } from '../detail/collapse.js'
import { drawable, type Effort, effortFor } from './effort.js'
import { folded } from '../detail/fold.js'
import { framesOf } from './frames.js'

import type { Bundle } from '../detail/items.js'
import { leafColorsOf } from './leaf-colors.js'
import { count, type Counts } from './omitted.js'
import type { Settings } from '../options.js'
import { View } from '../detail/view.js'

export interface Plan {
  readonly settings: Settings
  /** Every node of the graph, operands before results. */
  readonly order: readonly Value[]
  readonly view: View
  /** What is drawn, operands before results, with the id of its box. */
  readonly names: ReadonlyMap<Drawn, string>
  readonly frames: ReturnType<typeof framesOf>
  readonly counts: Counts
  readonly effort: Effort
  /** How many users of an item are not drawn, in a drawing around one node. */
  readonly hiddenUsers: ReadonlyMap<Drawn, number>
  /** The color of each leaf, in a drawing by leaves. */
  readonly leafColors: ReadonlyMap<Value, ColorName>
}

const DEFAULT_LIMIT = 200

export function planFor(where: string, root: Value, settings: Settings): Plan {
  const order = topologicalOrder(root)
  const { detail, constants, partials, contributions, limit } = settings
  const view = new View(root, detail === 'expanded', constants === 'hidden', bundlesFor(order, settings))
  const hasLabels = partials || contributions
  const nearest = choose(where, view, order, settings)
  const sorted = (some: readonly Drawn[]) => [...arranged(some, view, order).keys()]
  const chosen = limit === undefined ? drawable(nearest, sorted, hasLabels) : nearest
  const names = arranged(chosen, view, order)
  const drawn = [...names.keys()]
  return {
    settings,
    order,
    view,
    names,
    frames: framesOf(names, settings),
    counts: count(order, view, drawn, detail === 'expanded'),
    effort: effortFor(drawn, hasLabels),
    hiddenUsers: settings.around === undefined ? new Map() : countHiddenUsers(drawn, order, view),
    leafColors: settings.color === 'leaf' ? leafColorsOf(where, order) : new Map(),
  }
}

/** The nodes that are drawn together at this level of detail. */
function bundlesFor(order: readonly Value[], { detail, parameters }: Settings): Map<Value, Bundle> | undefined {
  if (detail === 'ops' || detail === 'expanded') return undefined
  if (detail === 'folded') return folded(order, parameters)
  return collapsed(order, typeof detail === 'function' ? detail : CHOSEN[detail], parameters)
}

/** The names that @gradus/nn gives its groups: `layer 1`, and in it `unit 1`. */
const named = (name: RegExp) => (group: Group) => name.test(group.name)
const CHOSEN = { groups: () => true, layers: named(/^layer\b/), neurons: named(/^(unit|neuron)\b/) }

function choose(where: string, view: View, order: readonly Value[], settings: Settings): Drawn[] {
  const { around: center, radius, limit = DEFAULT_LIMIT } = settings
  if (center === undefined) return nearestRoot(view, limit)
  if (!order.includes(center)) {
    throw new RangeError(
      `${where}: the option around is a Value that the root was not made of. Pass a Value of the graph.`,
    )
  }
  return neighborhood(view, order, center, radius, limit)
}

function countHiddenUsers(drawn: readonly Drawn[], order: readonly Value[], view: View): Map<Drawn, number> {
  const drawnOf = new Map(drawn.map((one) => [one.item, one]))
  const hidden = new Map<Drawn, number>()
  for (const value of order) {
    const user = view.itemOf(value)
    if (drawnOf.has(user)) continue
    for (const input of value.inputs) {
      const operand = typeof input === 'number' ? undefined : drawnOf.get(view.itemOf(input))
      if (operand !== undefined) hidden.set(operand, (hidden.get(operand) ?? 0) + 1)
    }
  }
  return hidden
}
