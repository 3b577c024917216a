/** The functions of by-hand/ as a user would write them with Values. */
import type { Value } from '@gradus/engine'
import { logSumExp, sub, sum } from '@gradus/engine'
import { STEPS } from '../by-hand/chain.js'
import { COMPONENTS, WIDTH } from '../by-hand/mixture.js'

export const rosenbrock = (x: Value[]): Value =>
  sum(
    x.slice(1).map((next, i) => {
      const t = next.sub(x[i]!.square())
      return t.square().mul(100).add(sub(1, x[i]!).square())
    }),
  )

export function chain(w: Value, b: Value, h: Value): Value {
  for (let i = 0; i < STEPS; i++) h = w.mul(h).add(b).tanh()
  return h
}

export const mixture =
  (data: Float64Array) =>
  (point: Value[]): Value => {
    const components = Array.from({ length: COMPONENTS }, (_, k) => {
      const [alpha, m0, m1, p, l, q] = point.slice(k * WIDTH, (k + 1) * WIDTH) as [
        Value,
        Value,
        Value,
        Value,
        Value,
        Value,
      ]
      return { alpha, m0, m1, l, weight: alpha.add(p).add(q), scale0: p.exp(), scale1: q.exp() }
    })
    const terms: Value[] = []
    for (let n = 0; n < data.length; n += 2) {
      const inner = components.map(({ weight, m0, m1, l, scale0, scale1 }) => {
        const d0 = sub(data[n]!, m0)
        const d1 = sub(data[n + 1]!, m1)
        const distance = scale0
          .mul(d0)
          .square()
          .add(l.mul(d0).add(scale1.mul(d1)).square())
        return weight.sub(distance.mul(0.5))
      })
      terms.push(logSumExp(inner))
    }
    const total = logSumExp(components.map(({ alpha }) => alpha)).add(Math.log(2 * Math.PI))
    return sum(terms).sub(total.mul(terms.length))
  }
