/** The questions of "Ask me first", and the step of the backward pass that answers each. */
import { topologicalOrder, type Value } from '@gradus/engine'
import { backwardSteps, exercise, type Question } from '@gradus/explain'
import { fullNumber } from '../controls/show-number.js'

export interface Asked {
  readonly question: Question
  /** The node that passes its gradient on, and the operand at which it arrives. */
  readonly from: Value
  readonly to: Value
}

/** The most operations of a graph that is asked about. */
export const MOST_OPERATIONS = 40

/** The most operands of an operation that an exercise asks about. */
const MOST_EDGES = 12

/** Undefined if the graph is too large. In the order of the backward pass. */
export function questionsOf(root: Value): readonly Asked[] | undefined {
  if (topologicalOrder(root).filter(({ op }) => op !== null).length > MOST_OPERATIONS) return undefined
  const steps = backwardSteps(root).filter(({ node }) => node.op !== null)
  const { questions } = exercise(root, { limit: MOST_OPERATIONS })
  // A product for each edge. A sum follows it if something has arrived there before.
  let next = 0
  return steps.flatMap(({ node: from, edges }) =>
    edges.slice(0, MOST_EDGES).flatMap(({ input: to }) => {
      const asked = [{ question: questions[next++]!, from, to }]
      if (questions[next]?.operation === 'sum') asked.push({ question: questions[next++]!, from, to })
      return asked
    }),
  )
}

/** The answer as a sentence: “The 1st arrival at ∂f/∂x is 3.” */
export const told = ({ asks, answer }: Question): string =>
  `${asks[0]!.toUpperCase()}${asks.slice(1)} is ${fullNumber(answer)}.`
