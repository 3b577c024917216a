/** Every op of one, two or three operands is also a method of Value: `x.tanh()` is `tanh(x)`, `x.add(y)` is `add(x, y)`. */
import type { BinaryOp, Op, ParametricOp, TernaryOp, UnaryOp } from './op.js'
import * as ops from './ops.js'
import type { Scalar } from './scalar.js'
import { Value } from './value.js'

type Ops = typeof ops

type Method<O> = O extends UnaryOp
  ? () => Value
  : O extends ParametricOp
    ? (b?: Scalar) => Value
    : O extends BinaryOp
      ? (b: Scalar) => Value
      : O extends TernaryOp
        ? (b: Scalar, c: Scalar) => Value
        : never

/** The methods of Value, derived from the table: their types and hover texts are those of the rows. */
export type Methods = { [K in keyof Ops as Ops[K] extends { arity: 1 | 2 | 3 } ? K : never]: Method<Ops[K]> }

/** The rows of the table, by name. */
export const table: Readonly<Record<string, Op>> = Object.fromEntries(
  Object.entries<unknown>(ops).filter((entry): entry is [string, Op] => 'evaluate' in (entry[1] as object)),
)

for (const op of Object.values(table)) {
  if (op.arity === 'variadic' || op.arity === 'paired') continue
  Object.defineProperty(Value.prototype, op.name, {
    value(this: Value, ...rest: Scalar[]): Scalar {
      return (op as unknown as (...xs: Scalar[]) => Scalar)(this, ...rest)
    },
    configurable: true,
    writable: true,
  })
}
