/** Descriptions of the moments of a backward pass. All have the same boxes, of the same sizes, and the same edges. */
import { Value } from '@gradus/engine'
import { describedBy } from '../describe/describe.js'
import type { Box, Description, Edge } from '../describe/description.js'
import { widened } from '../describe/measure.js'
import { nonFinite } from '../choose/non-finite.js'
import type { Plan } from '../choose/plan.js'
import type { Moment } from './moments.js'

export interface Scene {
  readonly description: Description
  /** The node that passes its gradient on. Undefined at the start and at the end. */
  readonly node: Value | undefined
  readonly caption: string
}

/**
 * One scene for each moment. Nodes that are not drawn have none, and nodes that are drawn as one box have one together.
 * `rightAt` is the right gradient of a leaf, to mark the wrong ones at the end. With `isNoted`, the first value that is not
 * finite has a line that says so, which makes its box larger.
 */
export function scenesOf(
  plan: Plan,
  moments: readonly Moment[],
  rightAt?: (leaf: Value) => number,
  isNoted = true,
): Scene[] {
  const { view, names, order } = plan
  const found = nonFinite(order)
  const bad = found?.what === 'value' ? { ...found, isNoted } : undefined // gradients arrive only now
  const idOf = new Map([...names].map(([{ item }, id]) => [item, id]))
  const boxAt = ({ node }: Moment) => (node === undefined ? undefined : idOf.get(view.itemOf(node)))
  return moments.flatMap((moment, i) => {
    const id = boxAt(moment)
    const next = moments[i + 1]
    if (moment.node !== undefined && (id === undefined || (next !== undefined && boxAt(next) === id))) return []
    const isEnd = i === moments.length - 1
    const drawn = (): Description => {
      const description = describedBy(plan, moment.gradients, bad)
      return active(isEnd && rightAt !== undefined ? wrongMarked(description, rightAt) : description, id)
    }
    return [sceneWith(moment.node, moment.caption, drawn)]
  })
}

const ACTIVE = 'rootBorder'

/** The box of the node that a step is about. */
export const activeBox = (box: Box): Box => ({ ...box, border: { ...box.border, color: ACTIVE, width: 4 } })

/** A scene that is described when someone looks at it. */
export function sceneWith(node: Value | undefined, caption: string, draw: () => Description): Scene {
  let description: Description | undefined
  return {
    node,
    caption,
    get description() {
      return (description ??= draw())
    },
  }
}

/** Marks the box that passes its gradient on, and the edges on which it does so. */
function active(description: Description, id: string | undefined): Description {
  if (id === undefined) return description
  const numbers = new Set(description.boxes.filter(({ kind }) => kind === 'constant').map((box) => box.id))
  return {
    ...description,
    boxes: description.boxes.map((box): Box => (box.id === id ? activeBox(box) : box)),
    edges: description.edges.map((edge): Edge =>
      edge.to !== id || edge.count === 0 || numbers.has(edge.from) // a number receives nothing
        ? edge
        : { ...edge, width: Math.max(3, edge.width), color: edge.color === 'muted' ? ACTIVE : edge.color },
    ),
  }
}

/** Marks leaves with a wrong gradient. */
function wrongMarked(description: Description, rightAt: (leaf: Value) => number): Description {
  const isWrong = ({ node, gradient }: Box) =>
    node !== undefined && node.op === null && !Object.is(gradient ?? 0, rightAt(node))
  const border = { color: 'wrong', width: 4, isDashed: true, isRound: true } as const
  return { ...description, boxes: description.boxes.map((box): Box => (isWrong(box) ? { ...box, border } : box)) }
}

/** The scenes with each box as wide as in the widest of all, and each edge with the room of its longest text. */
export function sameSizes<S extends Scene>(scenes: readonly S[]): S[] {
  const all = scenes.map(({ description }) => description)
  const most = (sizes: readonly number[]) => sizes.reduce((a, b) => Math.max(a, b), 0)
  const widths = all[0]!.boxes.map((_, i) => most(all.map(({ boxes }) => boxes[i]!.width)))
  const rooms = all[0]!.edges.map((_, i) => most(all.map(({ edges }) => edges[i]!.textWidth)))
  return scenes.map((scene) => ({
    ...scene,
    description: {
      ...scene.description,
      boxes: scene.description.boxes.map((box, i): Box => widened(box, widths[i]!)),
      edges: scene.description.edges.map((edge, i): Edge => ({ ...edge, textWidth: rooms[i]! })),
    },
  }))
}
