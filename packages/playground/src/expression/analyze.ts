/** Computes what the page shows about an expression below its graph. */
import { grad, gradient, hessian, Value, withGraph } from '@gradus/engine'
import { parseExpression } from '@gradus/expression'
import { formula } from '@gradus/expression/formula'
import { plotFunction } from '@gradus/plot'
import { type Answers, type DerivativeFormula, MOST_VARIABLES, type Request } from './analysis.js'
import { numberOf } from './graph-of.js'

/** The most characters of a formula. */
const LONGEST = 300

/** @throws RangeError if the numbers do not fit */
export function analyze(request: Request): Answers[Request['kind']] {
  const { names, f } = parseExpression(request.text)
  if (request.kind === 'formulas') return formulas(names, f)
  const point = names.map((name) => numberOf(request.values, name))
  if (request.kind === 'numbers') {
    return { gradient: gradient(f, point), hessian: names.length > MOST_VARIABLES ? undefined : hessian(f, point) }
  }
  const { name, along, range, width } = request
  const at = names.indexOf(along)
  const line = (x: Value) => f(point.map((value, i) => (i === at ? x : value)))
  const marked = Number.isFinite(point[at]) ? { at: point[at]! } : {}
  return { svg: plotFunction(line, range, { width, theme: 'page', name, xLabel: along, ...marked }) }
}

function formulas(names: readonly string[], f: (xs: readonly Value[]) => Value): Answers['formulas'] {
  return withGraph('formulas', () => {
    const leaves = names.map((name) => new Value(1, name))
    const slopes = grad(f(leaves), leaves)
    const first = slopes.map((slope, i) => written([names[i]!], slope))
    const second =
      names.length > MOST_VARIABLES
        ? []
        : slopes.flatMap((slope, i) => {
            const others = grad(slope, leaves.slice(i)) // ∂²f/∂x∂y is ∂²f/∂y∂x
            return others.map((other, j) => written([names[i]!, names[i + j]!], other))
          })
    return { first, second }
  })
}

function written(by: readonly string[], derivative: Value): DerivativeFormula {
  try {
    return { by, formula: formula(derivative, { language: 'plain', limit: LONGEST, shareAbove: Infinity }).text }
  } catch (error) {
    if (error instanceof RangeError) return { by, formula: undefined }
    throw error
  }
}
