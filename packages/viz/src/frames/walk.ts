/** The steps of both passes as descriptions, for pages that draw one after the other: `walk`. */
import type { Value } from '@gradus/engine'
import { backwardSteps, mistakenSteps } from '@gradus/explain'
import { formatNumber, withMinus } from '@gradus/svg'
import { describedBy, plan } from '../describe/describe.js'
import type { Box, Description, Edge, Line } from '../describe/description.js'
import {
  EDGE_LINE_HEIGHT,
  EDGE_TEXT_HEIGHT,
  edgeTextWidth,
  numberWidth,
  widened,
  widestNumber,
} from '../describe/measure.js'
import type { Gradients } from '../describe/gradients.js'
import { type Moment, momentsOf } from './moments.js'
import { type BackwardOptions, backwardSettings } from './options.js'
import type { Settings } from '../options.js'
import { activeBox, type Scene, scenesOf, sceneWith } from './scenes.js'

export interface WalkScene extends Scene {
  /** In the forward pass, `node` is the one that gets its value. */
  readonly pass: 'forward' | 'backward'
}

/**
 * The forward pass, one description for each node that gets its value, then the backward pass, one for each node that passes
 * its gradient on. All have the same boxes at the same places, also after the numbers of the leaves have changed: a box has
 * room for any number. So one layout, that of the first, fits all. A scene is described when its description is read. With
 * `mistake`, the backward pass is the mistaken one. Leaves `grad` alone.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown or has the wrong type. RangeError if an option is
 * out of range.
 * @example
 * const x = new Value(3, 'x')
 * walk(x.mul(x)).map(({ pass, caption }) => `${pass}: ${caption}`).at(-2) // => 'backward: 1 of 1: × has the gradient 1; x gets 1 · 3 = 3, x gets 1 · 3 = 3 and now has 6.'
 */
export function walk(root: Value, options: BackwardOptions = {}): WalkScene[] {
  const { drawing, mistake } = backwardSettings('walk', options)
  const planned = plan('walk', root, drawing)
  const { digits } = planned.settings
  const steps = backwardSteps(root)
  const right = new Map(steps.map(({ node, gradient }) => [node, gradient]))
  const rightAt = mistake === undefined ? undefined : (leaf: Value) => right.get(leaf)!
  const backward = scenesOf(planned, backwardMoments(), rightAt, false)
  const blank = describedBy(planned, NONE, undefined)
  const boxes = new Map(blank.boxes.map((box) => [box.node, box]))
  const nodeOf = new Map(blank.boxes.map(({ id, node }) => [id, node]))
  const operations = planned.order.filter(({ op }) => op !== null)
  const time = new Map(operations.map((node, i) => [node, i + 1]))
  const forward = [
    forwardScene(0, undefined, 'Start: the values of the leaves are known.'),
    ...operations.flatMap((node) => {
      const box = boxes.get(node)
      if (box === undefined) return []
      return [forwardScene(time.get(node)!, box, `${nameOf(box)} = ${formatNumber(node.data, digits)}`)]
    }),
  ]
  return [
    ...forward.map((scene) => roomy('forward', scene, planned.settings)),
    ...backward.map((scene) => roomy('backward', scene, planned.settings)),
  ]

  function backwardMoments(): Moment[] {
    if (mistake === undefined) return momentsOf(root, steps, digits)
    const operator = mistake === 'overwrite' ? '=' : '+='
    return momentsOf(root, mistakenSteps(root, mistake), digits, operator, rightAt)
  }

  function forwardScene(now: number, box: Box | undefined, caption: string): Scene {
    const isLater = (node: Value | undefined) => node !== undefined && (time.get(node) ?? 0) > now
    return sceneWith(box?.node, caption, () => {
      const boxes = blank.boxes.map((one): Box => {
        if (isLater(one.node)) return { ...one, value: undefined, lines: one.lines.map(hidden) }
        return one.id === box?.id ? activeBox(one) : one
      })
      // What an edge brings is known when its end has been computed.
      const edges = blank.edges.map((edge): Edge => {
        return isLater(nodeOf.get(edge.to)) ? { ...edge, partial: undefined, text: '' } : edge
      })
      return { ...blank, boxes, edges }
    })
  }
}

const NONE: Gradients = { at: () => undefined, passedOn: () => undefined, operator: '+=' }

const nameOf = ({ label, symbol }: Box): string => label || symbol

/** A line with a number that is not known yet. */
const hidden = (line: Line): Line =>
  line.role === 'data' ? { ...line, cells: line.cells.map((cell) => ({ ...cell, text: 'data –', mark: '' })) } : line

/** Next to the room for its text, an edge has space for its arrow. The longest numbers use this space too. */
const GAP = 24

/**
 * The scene, with boxes and edges that have room for the widest number, and with the minus signs of formulas. A slope and what it brings stand one below the other,
 * so that the drawing is not wide.
 */
function roomy(pass: WalkScene['pass'], scene: Scene, { digits, partials }: Settings): WalkScene {
  const drawn = (): Description => {
    const { description } = scene
    const widest = withMinus(widestNumber(digits))
    const width = numberWidth(widest)
    const room = edgeTextWidth(`+= ${widest}`) - GAP
    const textHeight = EDGE_TEXT_HEIGHT + (partials ? EDGE_LINE_HEIGHT : 0)
    const boxes = description.boxes.map((box): Box => {
      const written = { ...box, lines: box.lines.map(writtenLine), tooltip: box.tooltip.map(withMinus) }
      return box.kind === 'rest' || box.kind === 'constant' ? written : widened(written, Math.max(box.width, width))
    })
    const edges = description.edges.map((edge): Edge => {
      const text = withMinus(edge.text).replace(', +=', '\n+=').replace(', =', '\n=')
      const times = edge.count > 1 ? edgeTextWidth(`× ${edge.count}`) : 0
      return { ...edge, text, textWidth: room + times, textHeight }
    })
    return { ...description, boxes, edges }
  }
  return Object.assign(sceneWith(scene.node, withMinus(scene.caption), drawn), { pass })
}

const writtenLine = (line: Line): Line =>
  line.role === 'header'
    ? line
    : { ...line, cells: line.cells.map((cell) => ({ ...cell, text: withMinus(cell.text) })) }
