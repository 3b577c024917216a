/** The explanation of each node by itself: `explainSteps`. */
import type { Value } from '@gradus/engine'
import { checkOptions } from '@gradus/engine/errors'
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

/**
 * The lines of `explain` for each operation, operands before results, for programs that show one step at a time. The backward
 * pass takes the same list from its end. `digits` is the number of significant digits, 1 to 17; default 4.
 *
 * @throws TypeError if `root` is not a Value or an option is unknown; RangeError for wrong digits.
 * @example
 * const [x, y] = [new Value(3, 'x'), new Value(-4, 'y')]
 * explainSteps(x.mul(y))[0].backward // => ['∂f/∂x = y = −4', '∂f/∂y = x = 3']
 */
export function explainSteps(root: Value, options: { digits?: number } = {}): ExplainedStep[] {
  checkRoot('explainSteps', root)
  checkOptions('explainSteps', options, ['digits'])
  const { digits = 4 } = options
  checkDigits('explainSteps', digits)
  const graph = graphOf(root)
  const writing = { root, nameOf: namesOf(graph.order), digits, leafColors: new Map(), signColors: undefined }
  const scene = sceneOf(graph, stepsOf(graph), undefined, Infinity, new Writer(false, writing), undefined)
  return scene.operations.flatMap((node) => {
    if (node === null) return []
    const [, ...backward] = stepLines(scene, node)
    return { node, forward: forwardLine(scene, node).math, backward: backward.map(({ math }) => math) }
  })
}
