/** The explanation of each node by itself: `explainSteps`. */
import { Value } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import { stepsOf } from '../backward-steps.js'
import { checkRoot } from '../check-root.js'
import { graphOf } from '../graph.js'
import { namesOf } from './names.js'
import { forwardLine, stepLines } from './passes.js'
import { sceneOf } from './scene.js'
import { checkDigits, Writer } from './writer.js'

/** What `explain` says about one operation. */
export interface ExplainedStep {
  readonly node: Value
  /** Its value: `q = x + y = −2 + 5 = 3`. */
  readonly forward: string
  /** What it passes on, one line for each operand: `∂f/∂x = ∂f/∂q · ∂q/∂x = −4 · 1 = −4`. */
  readonly backward: readonly string[]
}

/** The options of `explainSteps`. */
export interface StepsOptions {
  /** The number of significant digits, 1 to 17; default 4. */
  digits?: number
  /** The operations to explain; default all. A page that shows one step of a large graph saves time with it. */
  nodes?: readonly Value[]
}

/**
 * The lines of `explain` for each operation, operands before results, for programs that show one step at a time. The backward
 * pass takes the same list from its end.
 *
 * @throws TypeError if `root` is not a Value, `nodes` is not a list of Values, or an option is unknown; RangeError for wrong
 * digits.
 * @example
 * const [x, y] = [new Value(3, 'x'), new Value(-4, 'y')]
 * explainSteps(x.mul(y))[0].backward // => ['∂f/∂x = y = −4', '∂f/∂y = x = 3']
 */
export function explainSteps(root: Value, options: StepsOptions = {}): ExplainedStep[] {
  checkRoot('explainSteps', root)
  checkOptions('explainSteps', options, ['digits', 'nodes'])
  const { digits = 4, nodes } = options
  checkDigits('explainSteps', digits)
  if (nodes !== undefined && !(Array.isArray(nodes) && nodes.every((node) => node instanceof Value))) {
    throw new TypeError(`explainSteps: nodes is ${show(nodes)}. Pass an array of Values.`)
  }
  const wanted = nodes === undefined ? undefined : new Set(nodes)
  const graph = graphOf(root)
  const writing = { root, nameOf: namesOf(graph.order), digits, leafColors: new Map(), signColors: undefined }
  const scene = sceneOf(graph, stepsOf(graph), undefined, Infinity, new Writer(false, writing), undefined)
  return scene.operations.flatMap((node) => {
    if (node === null || (wanted !== undefined && !wanted.has(node))) return []
    const [, ...backward] = stepLines(scene, node)
    return { node, forward: forwardLine(scene, node).math, backward: backward.map(({ math }) => math) }
  })
}
