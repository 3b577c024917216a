/** The forward pass and the backward pass in words. */
import type { Value } from '@gradus/engine'
import type { BackwardEdge, BackwardStep } from '../backward-steps.js'
import type { Formula, Line, Section } from './layout.js'
import { isReused, type Scene, stepOf } from './scene.js'
import { counted, ordinal } from './writer.js'

/** The most operands that one operation passes its gradient on to in full view. */
const EDGES = 12
/** The most leaves in the list of results, and in the line below the title. */
const LEAVES = 12
const TITLE_LEAVES = 8

/** The whole formula, and where it is evaluated. */
export function titleSection(scene: Scene): Section {
  const { graph, root, writer } = scene
  const whole = writer.wholeFormula(graph.order)
  const lines: Line[] = [
    equation([writer.name(root), ...(whole === undefined ? [] : [whole]), writer.number(root.data)]),
  ]
  const leaves = graph.order.filter((node) => node.op === null && node !== root)
  if (leaves.length > 0) {
    const values = leaves.slice(0, TITLE_LEAVES).map((leaf) => `${writer.name(leaf)} = ${writer.number(leaf.data)}`)
    if (leaves.length > TITLE_LEAVES) values.push(writer.dots)
    lines.push({ math: writer.words('at ') + values.join(', '), level: 0 })
  }
  if (scene.leaf !== undefined && scene.leaf !== root) {
    const [from, to] = [writer.name(root), writer.name(scene.leaf)]
    lines.push({ math: `${writer.words('Shown is what leads from ')}${from}${writer.words(' to ')}${to}`, level: 0 })
  }
  return { title: '', lines }
}

/** The value of each node. */
export function forwardSection(scene: Scene): Section {
  const lines = scene.operations.map((node) => (node === null ? leftOut(scene) : forwardLine(scene, node)))
  return { title: 'Forward pass: the value of each node', lines }
}

/** q = x + y = −2 + 5 = 3 */
export const forwardLine = ({ writer }: Scene, node: Value) =>
  equation([writer.name(node), ...writer.operations(node), writer.number(node.data)], 1)

/** Who passes on what to whom. */
export function backwardSection(scene: Scene): Section {
  const { writer, operations, root } = scene
  const lines: Line[] = [
    { words: 'Each operation passes its gradient on to its operands, times the slope.' },
    equation([writer.gradient(root), writer.number(1)], 1),
  ]
  const passedOn = operations.flatMap((node) => (node === null ? [] : shownEdges(scene, stepOf(scene, node))))
  if (passedOn.some(({ input }) => isReused(scene, input))) {
    const words = 'A node that is used twice adds up what arrives (+=), and only then passes it on.'
    lines.splice(1, 0, { words })
  }
  for (const node of [...operations].reverse())
    lines.push(...(node === null ? [leftOut(scene)] : stepLines(scene, node)))
  return { title: 'Backward pass: the gradient of each node', lines }
}

const leftOut = ({ leftOut }: Scene): Line => ({
  words: `(${counted(leftOut, 'operation is', 'operations are')} left out here. Raise the limit to see more, or pass a leaf.)`,
})

const shownEdges = (scene: Scene, { edges }: BackwardStep): BackwardEdge[] =>
  edges.filter(({ input }) => scene.leadsToLeaf(scene.graph.numbers.get(input)!))

/** One operation: a heading, and a line for each operand. Nothing for an operation on numbers alone, which has nobody to pass on to. */
export function stepLines(scene: Scene, node: Value): Formula[] {
  const { writer, root, blanks } = scene
  if (node.inputs.every((x) => typeof x === 'number')) return []
  const step = stepOf(scene, node)
  const [operation] = writer.operations(node)
  const lines = [equation([writer.name(node), operation!], 1)]
  if (step.gradient === 0) {
    const zero = `${writer.gradient(node)} = ${writer.number(0)}`
    return [...lines, { math: `${zero}${writer.words(', so nothing is passed on')}`, level: 2 }]
  }
  const edges = shownEdges(scene, step)
  for (const edge of edges.slice(0, EDGES)) lines.push(edgeLine(scene, step, edge))
  if (edges.length > EDGES) {
    lines.push({
      math: `${writer.dots}${writer.words(` and ${counted(edges.length - EDGES, 'more operand')}`)}`,
      level: 2,
    })
  }
  return lines

  function edgeLine(scene: Scene, step: BackwardStep, edge: BackwardEdge): Formula {
    const { operand, input, contribution } = edge
    const chain = node === root ? [] : [writer.timesAll([writer.gradient(node), writer.slope(node, operand)])]
    const to = writer.gradient(input)
    const line = (parts: readonly string[]): string =>
      isReused(scene, input) ? writer.adds(to, parts.join(' = ')) + arrival(scene, edge) : [to, ...parts].join(' = ')
    if (blanks !== undefined) {
      return { math: line([...chain, writer.blank(blanks.contribution(step, edge))]), level: 2 }
    }
    const numbers = node === root ? [] : [writer.product([step.gradient, edge.partial])]
    const short = line([...chain, ...numbers, writer.number(contribution)])
    const rule = writer.rule(node, operand)
    if (rule === undefined || short.length + rule.length > writer.lineLength) return { math: short, level: 2 }
    return { math: line([...chain, rule, ...numbers, writer.number(contribution)]), level: 2 }
  }
}

/** (2nd arrival: 3 + 2 = 5) */
function arrival({ writer, blanks, before }: Scene, edge: BackwardEdge): string {
  const { arrival, contribution, input, sum } = edge
  const label = `   (${ordinal(arrival)} arrival`
  if (blanks !== undefined) {
    if (arrival === 1) return writer.words(`${label})`)
    const now = `${writer.words('; now ')}${writer.gradient(input)} = ${writer.blank(blanks.sum(edge, before.get(edge)!))}`
    return writer.words(label) + now + writer.words(')')
  }
  const terms = arrival === 1 ? [] : [`${writer.sum([before.get(edge)!, contribution])} = `]
  return [writer.words(`${label}: `), ...terms, writer.number(sum), writer.words(')')].join('')
}

/** The result: the gradients of the leaves. */
export function gradientSection(scene: Scene): Section {
  const { writer, leaves } = scene
  const lines: Line[] = leaves
    .slice(0, LEAVES)
    .map((leaf) => equation([writer.gradient(leaf), writer.number(stepOf(scene, leaf).gradient)], 1))
  if (leaves.length > LEAVES) {
    lines.push({
      math: `${writer.dots}${writer.words(` and ${counted(leaves.length - LEAVES, 'more leaf', 'more leaves')}`)}`,
      level: 1,
    })
  }
  return { title: 'Result', lines }
}

export const equation = (parts: readonly string[], level = 0): Formula => ({ math: parts.join(' = '), level })
