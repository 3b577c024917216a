/**
 * Log likelihood of 100 points on the plane under a mixture of 5 Gaussians, each with a log weight α, a mean (m₀, m₁) and
 * a full inverse scale Q = (e^p 0; l e^q), in this order:
 * Σₙ logSumExpₖ(αₖ + pₖ + qₖ − ½‖Qₖ(xₙ − mₖ)‖²) − N (logSumExp α + log 2π).
 * It needs one pass over the points. The exponentials of logSumExp are also the weights of the gradient. For each component
 * the pass keeps six sums over the points, from which the six slopes follow at the end.
 */
export const COMPONENTS = 5
/** Parameters per component. */
export const WIDTH = 6

const terms = new Float64Array(COMPONENTS)
/** e^p, e^q and α + p + q of each component. */
const scales = new Float64Array(3 * COMPONENTS)
/** For each component, Σ of share × (1, d₀, d₁, d₀², d₀d₁, d₁²), where d is the difference from the mean. */
const sums = new Float64Array(6 * COMPONENTS)

/** @param data x₀ and x₁ of the first point, then of the second, and so on */
export const mixture = (data: Float64Array) => (point: Float64Array, gradient: Float64Array) => {
  const K = COMPONENTS
  const count = data.length / 2
  let peak = -Infinity
  for (let k = 0, i = 0; k < K; k++, i += WIDTH) {
    scales[3 * k] = Math.exp(point[i + 3]!)
    scales[3 * k + 1] = Math.exp(point[i + 5]!)
    scales[3 * k + 2] = point[i]! + point[i + 3]! + point[i + 5]!
    if (point[i]! > peak) peak = point[i]!
  }
  sums.fill(0)
  let value = 0
  for (let n = 0; n < data.length; n += 2) value += addPoint(point, data[n]!, data[n + 1]!)
  let total = 0
  for (let k = 0, i = 0; k < K; k++, i += WIDTH) total += Math.exp(point[i]! - peak)
  for (let k = 0, i = 0; k < K; k++, i += WIDTH) {
    const p = scales[3 * k]!
    const q = scales[3 * k + 1]!
    const l = point[i + 4]!
    const [d0, d1, d00, d01, d11] = [sums[i + 1]!, sums[i + 2]!, sums[i + 3]!, sums[i + 4]!, sums[i + 5]!]
    gradient[i] = sums[i]! - (count * Math.exp(point[i]! - peak)) / total
    gradient[i + 1] = p * p * d0 + l * (l * d0 + q * d1)
    gradient[i + 2] = q * (l * d0 + q * d1)
    gradient[i + 3] = sums[i]! - p * p * d00
    gradient[i + 4] = -(l * d00 + q * d01)
    gradient[i + 5] = sums[i]! - q * (l * d01 + q * d11)
  }
  return value - count * (peak + Math.log(total) + Math.log(2 * Math.PI))
}

/** Returns logSumExp of a point, and adds the point to the sums of the components. */
function addPoint(point: Float64Array, x0: number, x1: number): number {
  let peak = -Infinity
  for (let k = 0, i = 0; k < COMPONENTS; k++, i += WIDTH) {
    const d0 = x0 - point[i + 1]!
    const d1 = x1 - point[i + 2]!
    const y0 = scales[3 * k]! * d0
    const y1 = point[i + 4]! * d0 + scales[3 * k + 1]! * d1
    const term = scales[3 * k + 2]! - 0.5 * (y0 * y0 + y1 * y1)
    terms[k] = term
    if (term > peak) peak = term
  }
  let total = 0
  for (let k = 0; k < COMPONENTS; k++) {
    const e = Math.exp(terms[k]! - peak)
    terms[k] = e
    total += e
  }
  const inverse = 1 / total
  for (let k = 0, i = 0; k < COMPONENTS; k++, i += WIDTH) {
    const share = terms[k]! * inverse
    const d0 = x0 - point[i + 1]!
    const d1 = x1 - point[i + 2]!
    const s0 = share * d0
    const s1 = share * d1
    sums[i]! += share
    sums[i + 1]! += s0
    sums[i + 2]! += s1
    sums[i + 3]! += s0 * d0
    sums[i + 4]! += s0 * d1
    sums[i + 5]! += s1 * d1
  }
  return peak + Math.log(total)
}
