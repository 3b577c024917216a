/**
 * How formulas write an op. A row of the table holds these facts; the printer in @gradus/expression knows no op by name.
 * Without them an op is written as a call of its name: `erf(x)`.
 */

/**
 * How tightly a piece of a formula holds together. An operand that holds together less tightly than its place demands
 * stands in parentheses.
 */
export const ANY = 0
export const COMPARISON = 1
export const SUM = 2
export const PRODUCT = 3
export const PREFIX = 4
export const POWER = 5
export const ATOM = 6

/** A template with places for the operands. */
export interface Form {
  /** `$1` is the place of the first operand, `$2` of the second; `$*` is the place of all, with commas between them. */
  readonly template: string
  /** How tightly the whole holds together. */
  readonly binds: number
  /** How tightly each operand must hold together. `ANY` never needs parentheses. Without a number the language decides. */
  readonly operands?: readonly number[]
}

/** A list: each operand, or each pair of a paired op, is written with `each` if given, then all are joined. */
export interface Chain {
  readonly each?: Form
  /** Joins what stands so far, `$1`, with the next part, `$2`. */
  readonly joinedBy: Form
}

/** A string is the name of a function: `\sin` is written `\sin\left(x\right)`. */
export type Notation = string | Form | Chain

export interface Print {
  /** The operator that the language of @gradus/expression reads as this op. */
  readonly operator?: string
  /** How text writes it. The language of @gradus/expression uses that of its own ops only if they have an operator. */
  readonly text?: Notation
  readonly latex?: Notation
}

/** An operator between two operands; a − b − c means (a − b) − c. */
export const infix = (binds: number, operator: string, latex = operator) => {
  const operands = [binds, binds + 1]
  return {
    operator,
    text: { template: `$1 ${operator} $2`, binds, operands },
    latex: { template: `$1 ${latex} $2`, binds, operands },
  } satisfies Print
}

/** A template that encloses its operands, such as a root or bars. */
export const enclosing = (template: string, operands: readonly number[] = []): Form => ({
  template,
  binds: ATOM,
  operands,
})

/** A fraction: it needs parentheses as the base of a power only. */
export const fraction = (template: string): Form => ({ template, binds: PREFIX })
