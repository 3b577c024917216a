/** Describes the drawing of a graph: which boxes and edges it has, what stands in them, and what is left out. */
import { Value } from '@gradus/engine'
import { boxOf, restBox } from './box.js'
import type { Drawn } from '../choose/nearest.js'
import { contentOf } from './content.js'
import type { Box, Description } from './description.js'
import { edgeOf, operandsHidden, painted, restEdge, type Unpainted } from './edges.js'
import { type Gradients, storedGradients } from './gradients.js'
import { legendOf } from './legend.js'
import { type NonFinite, nonFinite } from '../choose/non-finite.js'
import { notesOf } from './notes.js'
import { checkRoot, type DrawingOptions, settings } from '../options.js'
import { ordered } from '../choose/order.js'
import { type Plan, planFor } from '../choose/plan.js'

/**
 * Returns the description of a drawing of `root` and everything it was computed from. `toDot`, `renderSvg` and `outline` read it.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown or has the wrong type. RangeError if an option is
 * out of range.
 * @example
 * const x = new Value(-2, 'x'), y = new Value(5, 'y')
 * const { boxes, edges } = describe(x.add(y))
 * boxes.map((box) => box.label || box.symbol) // => ['x', 'y', '+']
 * edges.map(({ from, to }) => `${from} ${to}`) // => ['n0 n2', 'n1 n2']
 */
export const describe = (root: Value, options: DrawingOptions = {}): Description => drawingOf('describe', root, options)

/** The description of a drawing with the gradients that `backward()` has left. */
function drawingOf(where: string, root: unknown, options: DrawingOptions): Description {
  const planned = plan(where, root, options)
  return describedBy(planned, storedGradients, nonFinite(planned.order))
}

/** The description, or that of a drawing of the root. @throws TypeError for options next to a description. */
export function describedOr(
  where: string,
  root: Value | Description,
  options: DrawingOptions | undefined,
): Description {
  if (root instanceof Value || !isDescription(root)) return drawingOf(where, root, options ?? {})
  if (options === undefined) return root
  throw new TypeError(`${where}: options next to a description would be ignored. Pass them to describe.`)
}

const isDescription = (x: unknown): x is Description =>
  typeof x === 'object' && x !== null && 'boxes' in x && 'edges' in x && 'counts' in x

/** What the drawing shows. `where` is the function that error messages name. */
export function plan(where: string, root: unknown, options: DrawingOptions): Plan {
  checkRoot(where, root)
  return planFor(where, root, settings(where, options))
}

/** The description of a planned drawing, with the gradients of a moment. */
export function describedBy(plan: Plan, gradients: Gradients, bad: NonFinite | undefined): Description {
  const { settings: all, view, names, frames, counts, effort, hiddenUsers, leafColors } = plan
  const needsPartial = all.partials || all.contributions || all.color === 'sign'
  const boxes: Box[] = []
  const edges: Unpainted[] = []
  const fixed = new Set<string>()
  const leafColor = (one: Drawn) => (one.item instanceof Value ? leafColors.get(one.item) : undefined)

  for (const [one, { operands, isFixed }] of ordered([...names.keys()])) {
    const id = names.get(one)!
    const frame = frames.frameOf(one)
    const isRoot = one.item === view.itemOf(view.root)
    const content = contentOf(one, gradients, all.parameters, all.digits)
    const box = boxOf(id, content, { settings: all, isRoot, frame, nonFinite: bad, leafColor: leafColor(one) })
    boxes.push(box)
    if (isFixed) fixed.add(id)
    const edgeId = () => `e${edges.length}`
    for (const operand of operands) {
      edges.push(edgeOf(edgeId(), operand, names.get(operand.from)!, box, one.item, gradients, needsPartial))
    }
    const hidden = operandsHidden(one)
    if (hidden > 0) {
      boxes.push(restBox(`${id}_more`, hidden, 'operand', frame, all.direction))
      edges.push(restEdge(edgeId(), `${id}_more`, id))
    }
    const users = hiddenUsers.get(one) ?? 0
    if (users > 0) {
      boxes.push(restBox(`${id}_users`, users, 'user', undefined, all.direction))
      edges.push(restEdge(edgeId(), id, `${id}_users`))
    }
  }

  const leafColorOfBox = new Map([...names].map(([one, id]) => [id, leafColor(one)]))
  const finished = painted(edges, all, (id) => leafColorOfBox.get(id), gradients.operator, isOnWay(bad, boxes))
  return {
    title: all.title,
    direction: all.direction,
    theme: all.theme,
    boxes,
    edges: finished,
    fixed,
    frames: frames.frames,
    legend: legendOf(boxes, finished, all, leafColors, bad),
    counts,
    notes: notesOf(counts, boxes, all, bad),
    effort,
  }
}

/** Whether a number that is not finite has taken this edge: a value from operand to result, a gradient back. */
function isOnWay(bad: NonFinite | undefined, boxes: readonly Box[]): (edge: Unpainted) => boolean {
  if (bad === undefined) return () => false
  const idOf = new Map(boxes.flatMap(({ id, node }) => (node === undefined ? [] : [[node, id] as const])))
  const steps = new Set<string>()
  bad.way.slice(1).forEach((value, i) => {
    const [a, b] = [idOf.get(bad.way[i]!), idOf.get(value)]
    if (a !== undefined && b !== undefined) steps.add(bad.what === 'value' ? `${a} ${b}` : `${b} ${a}`)
  })
  return ({ from, to }) => steps.has(`${from} ${to}`)
}
