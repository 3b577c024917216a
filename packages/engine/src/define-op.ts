import { wrongRule } from './check-op.js'
import { checkOptions, show } from './errors.js'
import { gradcheck } from './gradcheck.js'
import { table } from './methods.js'
import type { Op } from './op.js'
import { callFlat } from './op.js'
import { dataOf } from './scalar.js'
import { Value } from './value.js'

/**
 * Your own operation, made with `unary`, `binary`, `ternary`, `variadic` or `paired` as the rows of the table are. Its
 * derivative is checked against finite differences at points of its domain, first and second order; `check: false`
 * turns that off. It works everywhere a built-in does, as a function (methods are for the table only).
 *
 * @throws Error that names the point if the derivative is wrong; RangeError if the table has an op of that name.
 * @example
 * const softsign = defineOp(unary('softsign', {
 *   f: (x) => x / (1 + Math.abs(x)),
 *   d: (x) => reciprocal(square(add(1, abs(x)))),
 *   domain: [-3, 3],
 * }))
 * gradient(([x]) => softsign(x!), [1]) // => [0.25]
 */
export function defineOp<O extends Op>(op: O, options: { check?: boolean } = {}): O {
  checkOptions('defineOp', options, ['check'])
  if (typeof op?.partial !== 'function') {
    throw new TypeError(
      `defineOp: the argument is ${show(op)}. Pass what unary, binary, ternary, variadic or paired made.`,
    )
  }
  if (Object.hasOwn(table, op.name)) {
    throw new RangeError(`defineOp: the table has an op named "${op.name}". Choose another name.`)
  }
  if (options.check ?? true) {
    for (const point of samplePoints(op)) {
      checkRules(op, point)
      checkAt(op, point)
    }
  }
  return op
}

/** The rules must take Values as they take numbers: with JavaScript's operators the graph would be lost. */
function checkRules(op: Op, point: number[]): void {
  const leaves = point.map((x) => new Value(x))
  const y = op.evaluate(point)
  const result = new Value(y, '', op, leaves)
  for (let i = 0; i < point.length; i++) {
    const onNumbers = op.partial(i, point, y) as number
    let onValues: unknown
    try {
      onValues = op.partial(i, leaves, result)
    } catch (error) {
      throw wrongRule('defineOp', op, `fails for Values (${(error as Error).message})`, error)
    }
    if (typeof onValues !== 'number' && !(onValues instanceof Value)) {
      throw wrongRule('defineOp', op, `gives ${show(onValues)} for Values`)
    }
    if (Number.isNaN(dataOf(onValues)) && !Number.isNaN(onNumbers)) {
      throw wrongRule('defineOp', op, `gives ${onNumbers} for numbers and NaN for Values`)
    }
  }
}

function checkAt(op: Op, point: number[]): void {
  const report = gradcheck((xs) => callFlat(op, xs) as Value, point)
  if (report.ok) return
  const where = point.map((x) => x.toPrecision(4)).join(', ')
  throw new Error(
    `defineOp: a derivative of "${op.name}" is wrong at (${where}). ${report.message} Correct f or d, or pass { check: false }.`,
  )
}

/** Five points in the domain. The strides of the operands differ, so that the operands do not move together. */
function samplePoints(op: Op): number[][] {
  const domain = typeof op.arity === 'number' ? op.domain : Array.from({ length: 4 }, () => op.domain[0]!)
  return [1, 2, 3, 4, 5].map((k) =>
    domain.map(([low, high], i) => low + (high - low) * ((k * (0.17 + 0.11 * i) + 0.05) % 1)),
  )
}
