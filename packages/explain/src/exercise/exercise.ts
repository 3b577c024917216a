/** An explanation with blanks, and the questions that belong to them. */
import type { Value } from '@gradus/engine'
import type { BackwardEdge, BackwardStep } from '../backward-steps.js'
import { explanation, type ExplainOptions, leafAndOptions } from '../words/explain.js'
import { inFormula } from '../words/names.js'
import type { Blanks } from '../words/scene.js'
import { ordinal } from '../words/writer.js'
import { productFaults, sumFaults, type Words } from './faults.js'
import type { Question } from './question.js'

export interface Exercise {
  /** The explanation. Each result of the backward pass is a blank: [1], [2], … */
  readonly text: string
  /** One for each blank, in order. */
  readonly questions: readonly Question[]
}

/**
 * The explanation of a gradient with the results of the backward pass left out. The arguments are those of `explain`.
 * `checkAnswers` checks what is filled in.
 *
 * @example
 * const [x, y] = [new Value(3, 'x'), new Value(-4, 'y')]
 * const { text, questions } = exercise(x.mul(y))
 * text.includes('∂f/∂x = [1]') // => true
 * checkAnswers(questions, [3, 3])[0].message // => 'You used the slope of the other operand, y. Take the slope of f in x.'
 */
export function exercise(root: Value, options?: ExplainOptions): Exercise
export function exercise(root: Value, leaf: Value | undefined, options?: ExplainOptions): Exercise
export function exercise(root: Value, second?: Value | ExplainOptions, third?: ExplainOptions): Exercise {
  const [leaf, options] = leafAndOptions(second, third)
  const questions: Question[] = []
  const text = explanation('exercise', root, leaf, options, (steps, nameOf) => new Asking(questions, steps, nameOf))
  return { text, questions }
}

/** Makes a question for each blank. */
class Asking implements Blanks {
  readonly root: Value
  /** All contributions to the gradient of each node, in order. */
  readonly #arrivals = new Map<Value, number[]>()
  /** The last question about the gradient of each node: after which arrival it asks. */
  readonly #asked = new Map<Value, { arrival: number; question: number }>()
  /** The question about the contribution that `sum` is called for next. */
  #lastContribution = 0

  constructor(
    readonly questions: Question[],
    steps: readonly BackwardStep[],
    readonly nameOf: (node: Value) => string,
  ) {
    this.root = steps[0]!.node
    for (const { node } of steps) this.#arrivals.set(node, [])
    for (const { edges } of steps) {
      for (const { input, contribution } of edges) this.#arrivals.get(input)!.push(contribution)
    }
  }

  contribution(step: BackwardStep, edge: BackwardEdge): number {
    const { node, gradient } = step
    const { input, partial, contribution, arrival } = edge
    const isRoot = node === this.root
    const words: Words = {
      arrived: this.#gradient(node),
      isRoot,
      slope: `∂${this.#name(node)}/∂${this.#name(input)}`,
      node: this.#name(node),
      operand: this.#name(input),
      nameOf: (x) => (typeof x === 'number' ? String(x) : this.#name(x)),
    }
    const arrivals = this.#arrivals.get(node)!
    const isPart = this.#arrivals.get(input)!.length > 1
    const question = this.#ask({
      asks: isPart ? `the ${ordinal(arrival)} arrival at ${this.#gradient(input)}` : this.#gradient(input),
      answer: contribution,
      operation: 'product',
      terms: [
        { value: gradient, question: this.#questionAbout(node, arrivals.length) },
        { value: partial, question: undefined },
      ],
      faults: productFaults(step, edge, arrivals, words),
      hint: isRoot
        ? `Take the slope of ${words.node} in ${words.operand}.`
        : `Multiply the gradient that arrived, ${words.arrived}, by the slope ${words.slope}.`,
    })
    this.#lastContribution = question
    if (arrival === 1) this.#asked.set(input, { arrival, question })
    return question
  }

  sum({ input, contribution, arrival, sum }: BackwardEdge, before: number): number {
    const gradient = this.#gradient(input)
    const question = this.#ask({
      asks: `${gradient} after the ${ordinal(arrival)} arrival`,
      answer: sum,
      operation: 'sum',
      terms: [
        { value: before, question: this.#questionAbout(input, arrival - 1) },
        { value: contribution, question: this.#lastContribution },
      ],
      faults: sumFaults(before, contribution, gradient),
      hint: `Add the ${ordinal(arrival)} arrival to what ${gradient} was before.`,
    })
    this.#asked.set(input, { arrival, question })
    return question
  }

  #ask(question: Omit<Question, 'number'>): number {
    const number = this.questions.length + 1
    this.questions.push({ number, ...question })
    return number
  }

  /** The question about what the node has received after so many arrivals. There is none if that line is left out. */
  #questionAbout(node: Value, arrivals: number): number | undefined {
    const asked = this.#asked.get(node)
    return asked?.arrival === arrivals ? asked.question : undefined
  }

  #name(node: Value): string {
    return inFormula(this.nameOf(node))
  }

  #gradient(node: Value): string {
    return `∂${this.#name(this.root)}/∂${this.#name(node)}`
  }
}
