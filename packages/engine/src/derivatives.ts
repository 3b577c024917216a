/**
 * Derivatives of a function at a point, plain numbers in and out: `derivative`, `gradient`, `jacobian`, `hessian`, `hvp`.
 * The function is written with Values: `([x, y]) => x.mul(y)`.
 */
import { slopesOf } from './backward.js'
import { checkWhole, mustBeFunction, mustBeList, mustBeNumber, show } from './errors.js'
import { grad } from './grad.js'
import { dot } from './ops.js'
import { withGraph } from './record.js'
import { Value } from './value.js'

/** A function of several variables, of type f: ℝⁿ → ℝ. */
export type ScalarFunction = (xs: Value[]) => Value

/**
 * f⁽ᵒʳᵈᵉʳ⁾(x), the derivative of any order ≥ 0 of a function of one variable.
 *
 * @example
 * derivative((x) => x.pow(3), 2, 2) // => 12
 */
export function derivative(f: (x: Value) => Value, x: number, order = 1): number {
  checkWhole('derivative', 'the order', order, 0)
  const [variable] = variables('derivative', [x]) as [Value]
  return withGraph('derivative', () => {
    let y = call('derivative', f, variable)
    for (let i = 0; i < order; i++) [y] = grad(y, [variable]) as [Value]
    return y.data
  })
}

/**
 * ∇f(xs): n numbers.
 *
 * @example
 * gradient(([x, y]) => x!.mul(y!), [3, 4]) // => [4, 3]
 */
export function gradient(f: ScalarFunction, xs: readonly number[]): number[] {
  const leaves = variables('gradient', xs)
  return withGraph('gradient', () => [...slopesOf(call('gradient', f, leaves), leaves)])
}

/**
 * The Jacobian of F: ℝⁿ → ℝᵐ at xs: m rows of n numbers, row i is the gradient of output i.
 *
 * @example
 * jacobian(([x, y]) => [x!.mul(y!), x!.add(y!)], [3, 4]) // => [[4, 3], [1, 1]]
 */
export function jacobian(F: (xs: Value[]) => Value[], xs: readonly number[]): number[][] {
  const leaves = variables('jacobian', xs)
  checkFunction('jacobian', F, true)
  return withGraph('jacobian', () => {
    const outputs = F(leaves)
    if (!Array.isArray(outputs)) {
      throw new TypeError(`jacobian: the function returned ${show(outputs)}. Return an array of Values.`)
    }
    return outputs.map((y) => [...slopesOf(mustBeValue('jacobian', y), leaves)])
  })
}

/**
 * The Hessian of f at xs: n rows of n numbers, H[i][j] = ∂²f/∂xᵢ∂xⱼ.
 *
 * @example
 * hessian(([x, y]) => x!.square().mul(y!), [3, 4]) // => [[8, 6], [6, 0]]
 */
export function hessian(f: ScalarFunction, xs: readonly number[]): number[][] {
  const leaves = variables('hessian', xs)
  return withGraph('hessian', () => grad(call('hessian', f, leaves), leaves).map((g) => [...slopesOf(g, leaves)]))
}

/**
 * The Hessian of f at xs times the vector v, n numbers, without building the Hessian: ∇(∇f · v).
 *
 * @example
 * hvp(([x, y]) => x!.square().mul(y!), [3, 4], [1, 0]) // => [8, 6]
 */
export function hvp(f: ScalarFunction, xs: readonly number[], v: readonly number[]): number[] {
  const leaves = variables('hvp', xs)
  variables('hvp', v, 'v')
  if (v.length !== xs.length) {
    throw new RangeError(
      `hvp: the point has ${xs.length} numbers and the vector ${v.length}. Pass lists of one length.`,
    )
  }
  if (xs.length === 0) return []
  return withGraph('hvp', () => [...slopesOf(dot(grad(call('hvp', f, leaves), leaves), v), leaves)])
}

/** Fresh leaves for a point. */
export function variables(where: string, xs: readonly number[], name = 'x'): Value[] {
  if (!Array.isArray(xs)) throw mustBeList(where, name === 'x' ? 'the point' : 'the vector', xs, 'numbers')
  return xs.map((x, i) => {
    if (typeof x !== 'number') throw mustBeNumber(where, `${name}[${i}]`, x)
    return new Value(x)
  })
}

/** f(x), which must be a Value. */
export function call<X>(where: string, f: (x: X) => Value, x: X): Value {
  checkFunction(where, f, Array.isArray(x))
  return mustBeValue(where, f(x))
}

/** f gets one argument. A second parameter would be undefined, and the error would come from the first op that meets it. */
function checkFunction(where: string, f: unknown, ofList: boolean): void {
  if (typeof f !== 'function') throw mustBeFunction(where, 'the first argument', f)
  if (f.length <= 1) return
  const hint = ofList
    ? 'one argument, the array of all variables. Write ([a, b]) => … instead of (a, b) => ….'
    : 'one argument, the variable. Use gradient for a function of several variables.'
  throw new TypeError(`${where}: the function has ${f.length} parameters, but it is called with ${hint}`)
}

/** A plain number has no graph: it would pass for a constant, whose derivatives are all 0. */
function mustBeValue(where: string, y: unknown): Value {
  if (y instanceof Value) return y
  const hint =
    typeof y === 'number'
      ? `Compute with ops such as x.mul(y): .data and JavaScript's own operators lose the graph. Return new Value(${y}) if you mean a constant.`
      : 'Return a Value.'
  const what = typeof y === 'number' ? `the plain number ${y}, which depends on no variable` : show(y)
  throw new TypeError(`${where}: the function returned ${what}. ${hint}`)
}
