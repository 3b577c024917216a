/**
 * SGD steps on the worked example: 2-2-2, sigmoid, one example, constant biases. Everything stays in local variables from
 * the first step to the last.
 *
 * @param weights w₁ … w₈; the weights after the steps replace them
 * @param example two inputs, then two targets
 * @returns the error before the last step
 */
export function workedExample(weights: Float64Array, example: Float64Array, rate: number, steps: number): number {
  const [i1, i2, t1, t2] = example as unknown as [number, number, number, number]
  let [w1, w2, w3, w4, w5, w6, w7, w8] = weights as unknown as Eight
  let error = 0
  for (let step = 0; step < steps; step++) {
    const h1 = 1 / (1 + Math.exp(-(w1 * i1 + w2 * i2 + BIAS_1)))
    const h2 = 1 / (1 + Math.exp(-(w3 * i1 + w4 * i2 + BIAS_1)))
    const o1 = 1 / (1 + Math.exp(-(w5 * h1 + w6 * h2 + BIAS_2)))
    const o2 = 1 / (1 + Math.exp(-(w7 * h1 + w8 * h2 + BIAS_2)))
    const e1 = o1 - t1
    const e2 = o2 - t2
    error = 0.5 * (e1 * e1 + e2 * e2)
    const d3 = rate * e1 * o1 * (1 - o1)
    const d4 = rate * e2 * o2 * (1 - o2)
    const d1 = (w5 * d3 + w7 * d4) * h1 * (1 - h1)
    const d2 = (w6 * d3 + w8 * d4) * h2 * (1 - h2)
    w5 -= d3 * h1
    w6 -= d3 * h2
    w7 -= d4 * h1
    w8 -= d4 * h2
    w1 -= d1 * i1
    w2 -= d1 * i2
    w3 -= d2 * i1
    w4 -= d2 * i2
  }
  weights.set([w1, w2, w3, w4, w5, w6, w7, w8])
  return error
}

type Eight = [number, number, number, number, number, number, number, number]

const BIAS_1 = 0.35
const BIAS_2 = 0.6
