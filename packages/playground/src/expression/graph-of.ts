/** The graph of the settings, or why there is none. */
import { Value } from '@gradus/engine'
import { ExpressionError, parseExpression } from '@gradus/expression'
import type { ExpressionSettings } from './settings.js'

export type Evaluated =
  | { readonly root: Value; readonly leaves: readonly Value[] }
  | { readonly fault: string; /** From 1. */ readonly column: number | undefined }

export function graphOf({ text, values }: Pick<ExpressionSettings, 'text' | 'values'>): Evaluated {
  try {
    const { names, evaluate } = parseExpression(text)
    const leaves = names.map((name) => new Value(Object.hasOwn(values, name) ? values[name]! : 1, name))
    const y = evaluate(Object.fromEntries(leaves.map((leaf) => [leaf.label, leaf])) as Record<string, Value | number>)
    return { root: typeof y === 'number' ? new Value(y) : y, leaves }
  } catch (error) {
    if (error instanceof ExpressionError) return { fault: error.reason, column: error.column }
    throw error
  }
}
