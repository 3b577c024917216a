/**
 * A full-batch SGD step of a 2-16-16-1 ReLU net, example by example, so that all data stay in the nearest cache. The loss is
 * the SVM loss mean(relu(1 − y·score)), with the penalty α Σw² on weights (not biases). `full` does the whole work for every
 * example. `skip` leaves out the backward pass if the hinge is inactive, and the products with units whose output is 0.
 *
 * Weights are stored unit by unit, each with its bias last, as `model.parameters()` returns them. A point is a row x₀, x₁, y.
 * A step returns the mean loss before the step, without the penalty.
 */
export type Step = (weights: Float64Array, rate: number) => number

export const ALPHA = 1e-4
const HIDDEN = 16
/** The indices of the second layer, of the last layer and of the end in the weights. */
export const SECOND = HIDDEN * 3
export const LAST = SECOND + HIDDEN * (HIDDEN + 1)
export const END = LAST + HIDDEN + 1

export function full(points: Float64Array): Step {
  const gradient = new Float64Array(END)
  const a1 = new Float64Array(HIDDEN)
  const a2 = new Float64Array(HIDDEN)
  const d1 = new Float64Array(HIDDEN)
  const count = points.length / 3
  return (w, rate) => {
    gradient.fill(0)
    let loss = 0
    for (let n = 0; n < points.length; n += 3) {
      const x0 = points[n]!
      const x1 = points[n + 1]!
      const y = points[n + 2]!
      for (let u = 0, k = 0; u < HIDDEN; u++, k += 3) {
        const z = w[k]! * x0 + w[k + 1]! * x1 + w[k + 2]!
        a1[u] = z > 0 ? z : 0
      }
      let score = w[END - 1]!
      for (let u = 0, k = SECOND; u < HIDDEN; u++, k += HIDDEN + 1) {
        let z = w[k + HIDDEN]!
        for (let j = 0; j < HIDDEN; j++) z += w[k + j]! * a1[j]!
        const a = z > 0 ? z : 0
        a2[u] = a
        score += w[LAST + u]! * a
      }
      const margin = 1 - y * score
      const d3 = margin > 0 ? -y : 0
      loss += margin > 0 ? margin : 0
      gradient[END - 1]! += d3
      d1.fill(0)
      for (let u = 0, k = SECOND; u < HIDDEN; u++, k += HIDDEN + 1) {
        const a = a2[u]!
        const d2 = a > 0 ? d3 * w[LAST + u]! : 0
        gradient[LAST + u]! += d3 * a
        gradient[k + HIDDEN]! += d2
        for (let j = 0; j < HIDDEN; j++) {
          gradient[k + j]! += d2 * a1[j]!
          d1[j]! += d2 * w[k + j]!
        }
      }
      for (let u = 0, k = 0; u < HIDDEN; u++, k += 3) {
        const d = a1[u]! > 0 ? d1[u]! : 0
        gradient[k]! += d * x0
        gradient[k + 1]! += d * x1
        gradient[k + 2]! += d
      }
    }
    update(w, gradient, rate, count)
    return loss / count
  }
}

export function skip(points: Float64Array): Step {
  const gradient = new Float64Array(END)
  const a1 = new Float64Array(HIDDEN)
  const a2 = new Float64Array(HIDDEN)
  const d1 = new Float64Array(HIDDEN)
  /** The active units of the first layer. a1 and d1 hold their numbers, in this order. */
  const alive = new Int32Array(HIDDEN)
  const count = points.length / 3
  return (w, rate) => {
    gradient.fill(0)
    let loss = 0
    for (let n = 0; n < points.length; n += 3) {
      const x0 = points[n]!
      const x1 = points[n + 1]!
      const y = points[n + 2]!
      let live = 0
      for (let u = 0, k = 0; u < HIDDEN; u++, k += 3) {
        const z = w[k]! * x0 + w[k + 1]! * x1 + w[k + 2]!
        if (!(z > 0)) continue
        a1[live] = z
        d1[live] = 0
        alive[live++] = u
      }
      let score = w[END - 1]!
      for (let u = 0, k = SECOND; u < HIDDEN; u++, k += HIDDEN + 1) {
        let z = w[k + HIDDEN]!
        for (let i = 0; i < live; i++) z += w[k + alive[i]!]! * a1[i]!
        const a = z > 0 ? z : 0
        a2[u] = a
        score += w[LAST + u]! * a
      }
      const margin = 1 - y * score
      if (!(margin > 0)) continue
      loss += margin
      gradient[END - 1]! -= y
      for (let u = 0, k = SECOND; u < HIDDEN; u++, k += HIDDEN + 1) {
        const a = a2[u]!
        if (!(a > 0)) continue
        const d2 = -y * w[LAST + u]!
        gradient[LAST + u]! -= y * a
        gradient[k + HIDDEN]! += d2
        for (let i = 0; i < live; i++) {
          const j = k + alive[i]!
          gradient[j]! += d2 * a1[i]!
          d1[i]! += d2 * w[j]!
        }
      }
      for (let i = 0; i < live; i++) {
        const k = 3 * alive[i]!
        gradient[k]! += d1[i]! * x0
        gradient[k + 1]! += d1[i]! * x1
        gradient[k + 2]! += d1[i]!
      }
    }
    update(w, gradient, rate, count)
    return loss / count
  }
}

/** w ← w − rate · (g/m + 2αw); for biases without the penalty. */
export function update(w: Float64Array, gradient: Float64Array, rate: number, count: number): void {
  const scale = rate / count
  const decay = 1 - 2 * ALPHA * rate
  for (let k = 0; k < SECOND; k += 3) {
    w[k] = decay * w[k]! - scale * gradient[k]!
    w[k + 1] = decay * w[k + 1]! - scale * gradient[k + 1]!
    w[k + 2]! -= scale * gradient[k + 2]!
  }
  for (let k = SECOND; k < END; k += HIDDEN + 1) {
    for (let j = k; j < k + HIDDEN; j++) w[j] = decay * w[j]! - scale * gradient[j]!
    w[k + HIDDEN]! -= scale * gradient[k + HIDDEN]!
  }
}
