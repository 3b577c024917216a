/**
 * Text to a function of Values. To read the source, in this order: expression.ts, parser.ts, symbols.ts. The way back, a
 * graph to text or LaTeX, is @gradus/expression/formula.
 */
export { ExpressionError } from './expression-error.js'
export { constants, type Expression, parseExpression } from './expression.js'
export { isName } from './symbols.js'
