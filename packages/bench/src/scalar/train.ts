/** A step of plain SGD on a net of nets.ts, compiled and on the engine. A row holds the arguments of the loss for one example. */
import { CompiledStep, type LoadRow, type Precision, type Update } from '@gradus/compile'
import { mul, sub, type Value } from '@gradus/engine'
import type { Net } from './nets.js'

/** Up to this many numbers, a loop copies faster than `set`. */
const FEW = 32

export const SGD: Update = {
  state: 0,
  coefficients: 1,
  formula: (p, g, _, [rate]) => [sub(p, mul(rate!, g))],
}

export interface CompiledNet {
  readonly compiled: CompiledStep
  /** Takes a step on `count` rows, the first being `start`. Returns the mean loss before the step, without the penalty. */
  step(start: number, count: number, rate: number): number
}

export function compileNet(
  { loss, shape, parameters, l2, weights }: Net,
  rows: Float64Array,
  precision: Precision,
  threads = 1,
): CompiledNet {
  const mask = parameters.map((p) => (weights.has(p) ? 1 : 0))
  const compiled = new CompiledStep({
    loss,
    shape,
    parameters,
    update: SGD,
    precision,
    threads,
    ...(l2 > 0 ? { penalty: { l1: 0, l2, mask } } : {}),
  })
  const width = widthOf(shape)
  let first = 0
  const load: LoadRow = (row, numbers, at) => {
    const from = (first + row) * width
    if (width > FEW) numbers.set(rows.subarray(from, from + width), at)
    else for (let i = 0; i < width; i++) numbers[at + i] = rows[from + i]!
  }
  const coefficients = [0]
  return {
    compiled,
    step: (start, count, rate) => {
      first = start
      coefficients[0] = rate
      const { loss } = compiled.evaluate(count, load)
      compiled.apply(1, coefficients)
      return loss
    },
  }
}

/** The same step on the engine, example by example. */
export function eagerStep(net: Net, rows: Float64Array, start: number, count: number, rate: number): number {
  const { shape, parameters, l2, weights } = net
  const width = widthOf(shape)
  for (const p of parameters) p.zeroGrad()
  let total = 0
  for (let n = start; n < start + count; n++) {
    let at = n * width
    const example = net.loss(
      ...shape.map((s) => {
        const size = s === 'scalar' ? 1 : s
        const numbers = Array.from(rows.subarray(at, at + size))
        at += size
        return s === 'scalar' ? numbers[0]! : numbers
      }),
    ) as Value
    example.backward()
    total += example.data
  }
  for (const p of parameters) p.data -= rate * (p.grad / count + (weights.has(p) ? l2 * p.data : 0))
  return total / count
}

const widthOf = (shape: Net['shape']) => shape.reduce<number>((n, s) => n + (s === 'scalar' ? 1 : s), 0)
