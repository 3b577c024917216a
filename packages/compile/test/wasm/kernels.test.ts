/** The functions that WebAssembly lacks, made of vector instructions, against JavaScript's own, over their whole range. */
import { expect, test } from '@jest/globals'
import { type Op, table, type Value } from '@gradus/engine'
import { compile, type Precision } from '../../src/index.js'
import { LOWERINGS } from '../../src/passes/lower.js'
import { OP } from '../../src/program/nodes.js'
import { Builder } from '../../src/program/builder.js'
import type { Code } from '../../src/wasm/encoder.js'
import type { Vectors } from '../../src/wasm/vectors.js'
import { kernels } from '../../src/wasm/kernels.js'
import { generator } from '../beside-engine.js'

const random = generator(1)
/** Numbers of all sizes and both signs, subnormal ones included, and those at which something changes. */
const NUMBERS = [
  ...Array.from({ length: 4000 }, () => (random() < 0.5 ? -1 : 1) * 2 ** (2100 * random() - 1074)),
  ...Array.from({ length: 4000 }, () => 1500 * (random() - 0.5)),
  ...Array.from({ length: 4000 }, () => 8 * (random() - 0.5)),
  ...Array.from({ length: 2000 }, () => 1 + 1e-3 * (random() - 0.5)),
  ...[
    708.4,
    709.78,
    709.79,
    710,
    745.13,
    745.14,
    746,
    750,
    22,
    20,
    40,
    36.8,
    0.5 * Math.LN2,
    1.5 * Math.LN2,
    2 ** -1022,
  ],
  ...[0, -0, 1, -1, 2, Math.SQRT2, Math.SQRT1_2, 5e-324, -5e-324, Number.MAX_VALUE, Infinity, -Infinity, NaN],
].flatMap((x) => [x, -x])

/** The distance in units of the last place of the expected number. */
function units(got: number, expected: number): number {
  if (Object.is(got, expected)) return 0
  const e = Math.floor(Math.log2(Math.abs(expected)))
  return Math.abs(got - expected) / 2 ** Math.max(-1074, e - 52)
}

/**
 * How many units off the result may be: 4 for each step of which at least one uses a function of math.ts, none for an op
 * of which each step is an instruction that rounds like JavaScript, or JavaScript's own function.
 */
function unitsOf(op: Op): number {
  const steps = stepsOf(op)
  return steps.some(usesMath) ? 4 * steps.length : 0
}

/** The ops that this one is made of once it is lowered. */
function stepsOf(op: Op): Op[] {
  const builder = new Builder(1, 0)
  const lowering = LOWERINGS.get(op)
  if (lowering === undefined) return [op]
  lowering(builder, [0])
  const { nodes } = builder
  return Array.from({ length: nodes.size }, (_, id) => id).flatMap((id) =>
    nodes.kind(id) === OP ? [nodes.op(id)] : [],
  )
}

function usesMath(op: Op): boolean {
  let used = false
  const nothing: Code = () => {}
  const math = () => {
    used = true
    return nothing
  }
  const v = new Proxy({} as Vectors, { get: () => () => nothing })
  kernels.get(op)?.({ v, math, chain: () => nothing }, [nothing, nothing])
  return used
}

const UNARY = Object.values(table).filter((op) => op.arity === 1 || op.defaultLast !== undefined)

const compiledOver = (op: Op, precision: Precision) =>
  compile((x: Value) => (op as unknown as (x: Value) => Value)(x), ['scalar'], {
    backend: 'wasm',
    precision,
    mustMatchEngine: false,
  })

test.each(UNARY.map((op) => [op.name, op] as const))('%s has the digits of JavaScript', (_, op) => {
  const most = unitsOf(op)
  const got = compiledOver(op, 'f64').values(NUMBERS)
  NUMBERS.forEach((x, i) => {
    const expected = op.evaluate(op.arity === 1 ? [x] : [x, op.defaultLast!])
    const off = units(got[i]!, expected)
    if (!(off <= most)) expect({ x, got: got[i], off }).toEqual({ x, got: expected })
  })
})
