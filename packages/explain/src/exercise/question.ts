/** The questions of an exercise: plain data, which can be stored, sent to a page, and checked there. */

/** A way to go wrong that we recognize by its result. */
export type Fault =
  /** The slope of another operand. */
  | 'other-operand'
  | 'sign'
  /** The gradient that arrived was not multiplied by the slope, or the other way round. */
  | 'no-slope'
  | 'no-gradient'
  /** The value of the node, or of the operand, instead of the slope. */
  | 'value-for-slope'
  /** `=` instead of `+=`: only the last arrival is left. */
  | 'overwritten'
  /** The node had not received everything when it passed its gradient on. */
  | 'early'
  /** The new arrival was not added. */
  | 'not-summed'
  /** The answer has more in it than the question asks for. */
  | 'too-much'
  /** Added, divided or multiplied where the rule says something else. */
  | 'wrong-operation'
  | 'factor-2'

/** A number in the text that is hidden. */
export interface Question {
  /** The number of the blank in the text, from 1. */
  readonly number: number
  /** What is asked for, such as `∂f/∂x`. */
  readonly asks: string
  readonly answer: number
  /** One use of the chain rule: gradient · slope. Or one arrival: what was there before + contribution. */
  readonly operation: 'product' | 'sum'
  readonly terms: readonly [Term, Term]
  /** Wrong answers that we recognize; the first that fits is named. */
  readonly faults: readonly { readonly answer: number; readonly fault: Fault; readonly message: string }[]
  /** What to do, for a wrong answer that we do not recognize. */
  readonly hint: string
}

/** A part of an answer. */
export interface Term {
  readonly value: number
  /** The question that asks for it, if one does. */
  readonly question: number | undefined
}
