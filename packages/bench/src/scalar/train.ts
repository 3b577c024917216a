/** A step of plain SGD on a net of nets.ts: compiled, and eager. Examples are rows of numbers, the loss's arguments. */
import { type Load, type Precision, Training, type UpdateRule } from '@gradus/compile'
import { mul, sub, type Value } from '@gradus/engine'
import type { Net } from './nets.js'

/** Copying fewer numbers is quicker one by one. */
const FEW = 32

export const SGD: UpdateRule = {
  memories: 0,
  coefficients: 1,
  update: (p, g, _, [rate]) => [sub(p, mul(rate!, g))],
}

export interface CompiledNet {
  readonly training: Training
  /** A step on `count` rows from `start` on; gives the mean loss before it, without the penalty. */
  step(start: number, count: number, rate: number): number
}

export function compileNet(
  { loss, shape, params, l2, weights }: Net,
  rows: Float64Array,
  precision: Precision,
  threads = 1,
): CompiledNet {
  const pulled = params.map((p) => (weights.has(p) ? 1 : 0))
  const training = new Training({
    loss,
    shape,
    params,
    rule: SGD,
    precision,
    threads,
    ...(l2 > 0 ? { penalty: { l1: 0, l2, pulled } } : {}),
  })
  const width = widthOf(shape)
  let first = 0
  const load: Load = (start, lanes, base, numbers) => {
    const from = (first + start) * width
    const count = lanes * width
    if (count > FEW) numbers.set(rows.subarray(from, from + count), base)
    else for (let i = 0; i < count; i++) numbers[base + i] = rows[from + i]!
  }
  const coefficients = [0]
  return {
    training,
    step: (start, count, rate) => {
      first = start
      coefficients[0] = rate
      const { loss } = training.evaluate(count, load)
      training.apply(1, coefficients)
      return loss
    },
  }
}

/** The same with the engine, example by example. */
export function eagerStep(net: Net, rows: Float64Array, start: number, count: number, rate: number): number {
  const { shape, params, l2, weights } = net
  const width = widthOf(shape)
  for (const p of params) p.zeroGrad()
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
  for (const p of params) p.data -= rate * (p.grad / count + (weights.has(p) ? l2 * p.data : 0))
  return total / count
}

const widthOf = (shape: Net['shape']) => shape.reduce<number>((n, s) => n + (s === 'scalar' ? 1 : s), 0)
