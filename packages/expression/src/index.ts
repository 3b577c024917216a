/**
 * Text to a function of Values, and to its derivatives. To read the source, in this order: expression.ts, parser.ts, symbols.ts,
 * derive.ts. The way back, a graph to text or LaTeX, is @gradus/expression/formula. It reads no text, so it loads no parser.
 */
export { ExpressionError } from './expression-error.js'
export { derive } from './derive.js'
export { type Expression, parseExpression } from './expression.js'
export { constants, isName } from './symbols.js'
