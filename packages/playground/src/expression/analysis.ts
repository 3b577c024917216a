/** What is computed about an expression away from the page, because it can take long: plots, formulas, second derivatives. */
export interface PlotRequest {
  readonly kind: 'plot'
  /** What the expression is called. */
  readonly name: string
  readonly text: string
  readonly values: Readonly<Record<string, number>>
  /** The variable. */
  readonly along: string
  readonly range: readonly [number, number]
  readonly width: number
}

export interface FormulasRequest {
  readonly kind: 'formulas'
  readonly text: string
}

export interface NumbersRequest {
  readonly kind: 'numbers'
  readonly text: string
  readonly values: Readonly<Record<string, number>>
}

/** A derivative by one or two variables, and its formula or why there is none. */
export interface DerivativeFormula {
  readonly by: readonly string[]
  readonly formula: string | undefined
}

export type Request = PlotRequest | FormulasRequest | NumbersRequest

export interface Answers {
  readonly plot: { readonly svg: string }
  readonly formulas: { readonly first: readonly DerivativeFormula[]; readonly second: readonly DerivativeFormula[] }
  readonly numbers: {
    readonly gradient: readonly number[]
    readonly hessian: readonly (readonly number[])[] | undefined
  }
}

/** The most variables of a table of second derivatives. */
export const MOST_VARIABLES = 6

export type Reply<K extends Request['kind']> = Answers[K] | { readonly fault: string }
