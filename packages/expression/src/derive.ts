/** Derivatives from text to text. */
import { grad, type Scalar, table, Value, withGraph } from '@gradus/engine'
import { checkOptions } from '@gradus/engine/errors'
import { parseExpression } from './expression.js'
import type { FormulaOptions } from './formula.js'
import { formulaOf } from './formula/formula-of.js'

/**
 * The derivative of an expression in each of its variables, in the order in which they first appear.
 *
 * @throws ExpressionError if the expression cannot be read; RangeError if a derivative would be longer than `limit`.
 * @example
 * derive('x^2 * y') // => { x: '2 * x * y', y: 'x^2' }
 */
export function derive(expression: string, options: Omit<FormulaOptions, 'colors'> = {}): Record<string, string> {
  checkOptions('derive', options, ['language', 'simplify', 'shareAbove', 'limit'])
  const { names, evaluate } = parseExpression(expression)
  const isFunction = names.find((name) => Object.hasOwn(table, name))
  if (isFunction !== undefined) {
    throw new RangeError(
      `derive: the function ${isFunction} has no arguments. Write ${isFunction}(…), or choose another name for the variable.`,
    )
  }
  const leaves = names.map((name) => new Value(1, name))
  const slopes = withGraph('derive', () => {
    const y = evaluate(Object.fromEntries(leaves.map((leaf) => [leaf.label, leaf])) as Record<string, Scalar>)
    return typeof y === 'number' ? [] : grad(y, leaves)
  })
  const texts = slopes.map((slope) => formulaOf('derive', slope, options, leaves).text)
  return Object.fromEntries(names.map((name, i) => [name, texts[i]!]))
}
