/** The explanation of each node by itself: `explainSteps`, and `stepExplainer` for some of them. */
import type { Value } from '@gradus/engine'
import { checkOptions } from '@gradus/engine/errors'
import { stepsOf } from '../backward-steps.js'
import { checkRoot } from '../check-root.js'
import { graphOf } from '../graph.js'
import { namesOf } from './names.js'
import { forwardLine, stepLines } from './passes.js'
import { type Scene, sceneOf } from './scene.js'
import { checkDigits, Writer } from './writer.js'

/** What `explain` says about one operation. */
export interface ExplainedStep {
  readonly node: Value
  /** Its value: `q = x + y = −2 + 5 = 3`. */
  readonly forward: string
  /** What it passes on, one line for each operand: `∂f/∂x = ∂f/∂q · ∂q/∂x = −4 · 1 = −4`. */
  readonly backward: readonly string[]
}

/** The options of `explainSteps` and `stepExplainer`. */
export interface StepsOptions {
  /** The number of significant digits, 1 to 17; default 4. */
  digits?: number
}

/**
 * The lines of `explain` for each operation, operands before results, for programs that show one step at a time. The backward
 * pass takes the same list from its end.
 *
 * @throws TypeError if `root` is not a Value or an option is unknown; RangeError for wrong digits.
 * @example
 * const [x, y] = [new Value(3, 'x'), new Value(-4, 'y')]
 * explainSteps(x.mul(y))[0].backward // => ['∂f/∂x = y = −4', '∂f/∂y = x = 3']
 */
export function explainSteps(root: Value, options: StepsOptions = {}): ExplainedStep[] {
  const scene = wholeScene('explainSteps', root, options)
  return scene.operations.map((node) => explained(scene, node!))
}

/**
 * Returns a function that explains one node at a time, as `explainSteps` does, or returns undefined for a leaf and for a node
 * of another graph. A page that shows some steps of a large graph saves time with it. The numbers are those that the graph has
 * at the call of `stepExplainer`.
 *
 * @throws TypeError if `root` is not a Value or an option is unknown; RangeError for wrong digits.
 * @example
 * const x = new Value(3, 'x')
 * const root = x.mul(-4)
 * const explain = stepExplainer(root)
 * explain(root).forward // => 'f = x · (−4) = 3 · (−4) = −12'
 * explain(x) // => undefined
 */
export function stepExplainer(root: Value, options: StepsOptions = {}): (node: Value) => ExplainedStep | undefined {
  const scene = wholeScene('stepExplainer', root, options)
  return (node) => (node.op !== null && scene.graph.numbers.has(node) ? explained(scene, node) : undefined)
}

function wholeScene(where: string, root: Value, options: StepsOptions): Scene {
  checkRoot(where, root)
  checkOptions(where, options, ['digits'])
  const { digits = 4 } = options
  checkDigits(where, digits)
  const graph = graphOf(root)
  const writing = { root, nameOf: namesOf(graph.order), digits, leafColors: new Map(), signColors: undefined }
  return sceneOf(graph, stepsOf(graph), undefined, Infinity, new Writer(false, writing), undefined)
}

function explained(scene: Scene, node: Value): ExplainedStep {
  const [, ...backward] = stepLines(scene, node)
  return { node, forward: forwardLine(scene, node).math, backward: backward.map(({ math }) => math) }
}
