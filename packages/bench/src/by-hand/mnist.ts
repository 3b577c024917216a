/**
 * An SGD step of a 784-30-10 sigmoid net on a batch of 10: cross-entropy on sigmoid outputs (δ = a − y), and weights (not
 * biases) that decay. Nearly all time goes into the first layer, which is done in tiles: forward 3 units by 2 examples,
 * whose sums stay in registers; backward 3 units by 5 examples, whose δ stay there, each weight read and written once per
 * tile, the gradient itself never stored.
 *
 * Weights lie unit by unit, each with its bias last, as `model.parameters()` gives them; `rows` are 784 inputs and 10
 * targets per example, of which those from `start` on are the batch. Gives the mean loss before the step.
 */
export const INPUTS = 784
export const HIDDEN = 30
export const OUTPUTS = 10
export const BATCH = 10
/** Numbers per example. */
export const ROW = INPUTS + OUTPUTS
/** Where the second layer is among the weights. */
const SECOND = HIDDEN * (INPUTS + 1)

const a1 = new Float64Array(BATCH * HIDDEN)
const d1 = new Float64Array(BATCH * HIDDEN)
const d2 = new Float64Array(BATCH * OUTPUTS)

/** @param decay what a step leaves of a weight: 1 − rate · λ/n */
export function mnist(w: Float64Array, rows: Float64Array, start: number, rate: number, decay: number): number {
  const first = start * ROW
  firstLayer(w, rows, first)
  const loss = secondLayer(w, rows, first, rate / BATCH)
  backward(w)
  updateSecond(w, decay)
  updateFirst(w, rows, first, decay)
  return loss / BATCH
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

function firstLayer(w: Float64Array, rows: Float64Array, first: number): void {
  for (let u = 0; u < HIDDEN; u += 3) {
    const w0 = u * (INPUTS + 1)
    const w1 = w0 + INPUTS + 1
    const w2 = w1 + INPUTS + 1
    for (let b = 0; b < BATCH; b += 2) {
      const x0 = first + b * ROW
      const x1 = x0 + ROW
      let s0 = w[w0 + INPUTS]!, s1 = w[w1 + INPUTS]!, s2 = w[w2 + INPUTS]! // prettier-ignore
      let t0 = s0, t1 = s1, t2 = s2 // prettier-ignore
      for (let j = 0; j < INPUTS; j++) {
        const p = w[w0 + j]!
        const q = w[w1 + j]!
        const r = w[w2 + j]!
        const x = rows[x0 + j]!
        const y = rows[x1 + j]!
        s0 += p * x
        s1 += q * x
        s2 += r * x
        t0 += p * y
        t1 += q * y
        t2 += r * y
      }
      const i = b * HIDDEN + u
      a1[i] = sigmoid(s0)
      a1[i + 1] = sigmoid(s1)
      a1[i + 2] = sigmoid(s2)
      a1[i + HIDDEN] = sigmoid(t0)
      a1[i + HIDDEN + 1] = sigmoid(t1)
      a1[i + HIDDEN + 2] = sigmoid(t2)
    }
  }
}

/** The sum of the losses, softplus(z) − y·z per output; leaves δ times `scale`. */
function secondLayer(w: Float64Array, rows: Float64Array, first: number, scale: number): number {
  let loss = 0
  for (let b = 0; b < BATCH; b++) {
    const i = b * HIDDEN
    for (let u = 0; u < OUTPUTS; u++) {
      const k = SECOND + u * (HIDDEN + 1)
      let s = w[k + HIDDEN]!, t = 0 // prettier-ignore
      for (let j = 0; j < HIDDEN; j += 2) {
        s += w[k + j]! * a1[i + j]!
        t += w[k + j + 1]! * a1[i + j + 1]!
      }
      const z = s + t
      const y = rows[first + b * ROW + INPUTS + u]!
      loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z
      d2[b * OUTPUTS + u] = scale * (sigmoid(z) - y)
    }
  }
  return loss
}

/** δ of the first layer, two units at a time. */
function backward(w: Float64Array): void {
  for (let b = 0; b < BATCH; b++) {
    for (let j = 0; j < HIDDEN; j += 2) {
      let s = 0, t = 0 // prettier-ignore
      for (let u = 0, k = SECOND + j; u < OUTPUTS; u++, k += HIDDEN + 1) {
        const d = d2[b * OUTPUTS + u]!
        s += d * w[k]!
        t += d * w[k + 1]!
      }
      const i = b * HIDDEN + j
      d1[i] = s * a1[i]! * (1 - a1[i]!)
      d1[i + 1] = t * a1[i + 1]! * (1 - a1[i + 1]!)
    }
  }
}

function updateSecond(w: Float64Array, decay: number): void {
  for (let u = 0; u < OUTPUTS; u++) {
    const k = SECOND + u * (HIDDEN + 1)
    for (let j = 0; j < HIDDEN; j += 2) {
      let s = decay * w[k + j]!
      let t = decay * w[k + j + 1]!
      for (let b = 0; b < BATCH; b++) {
        const d = d2[b * OUTPUTS + u]!
        s -= d * a1[b * HIDDEN + j]!
        t -= d * a1[b * HIDDEN + j + 1]!
      }
      w[k + j] = s
      w[k + j + 1] = t
    }
    for (let b = 0; b < BATCH; b++) w[k + HIDDEN]! -= d2[b * OUTPUTS + u]!
  }
}

// prettier-ignore
function updateFirst(w: Float64Array, rows: Float64Array, first: number, decay: number): void {
  for (let u = 0; u < HIDDEN; u += 3) {
    const w0 = u * (INPUTS + 1), w1 = w0 + INPUTS + 1, w2 = w1 + INPUTS + 1
    for (let b = 0; b < BATCH; b += 5) {
      const keep = b === 0 ? decay : 1
      const x0 = first + b * ROW, x1 = x0 + ROW, x2 = x1 + ROW, x3 = x2 + ROW, x4 = x3 + ROW
      const i0 = b * HIDDEN + u, i1 = i0 + HIDDEN, i2 = i1 + HIDDEN, i3 = i2 + HIDDEN, i4 = i3 + HIDDEN
      const p0 = d1[i0]!, p1 = d1[i1]!, p2 = d1[i2]!, p3 = d1[i3]!, p4 = d1[i4]!
      const q0 = d1[i0 + 1]!, q1 = d1[i1 + 1]!, q2 = d1[i2 + 1]!, q3 = d1[i3 + 1]!, q4 = d1[i4 + 1]!
      const r0 = d1[i0 + 2]!, r1 = d1[i1 + 2]!, r2 = d1[i2 + 2]!, r3 = d1[i3 + 2]!, r4 = d1[i4 + 2]!
      for (let j = 0; j < INPUTS; j++) {
        let x = rows[x0 + j]!
        let p = keep * w[w0 + j]! - p0 * x, q = keep * w[w1 + j]! - q0 * x, r = keep * w[w2 + j]! - r0 * x
        x = rows[x1 + j]!
        p -= p1 * x; q -= q1 * x; r -= r1 * x
        x = rows[x2 + j]!
        p -= p2 * x; q -= q2 * x; r -= r2 * x
        x = rows[x3 + j]!
        p -= p3 * x; q -= q3 * x; r -= r3 * x
        x = rows[x4 + j]!
        p -= p4 * x; q -= q4 * x; r -= r4 * x
        w[w0 + j] = p
        w[w1 + j] = q
        w[w2 + j] = r
      }
      w[w0 + INPUTS]! -= p0 + p1 + p2 + p3 + p4
      w[w1 + INPUTS]! -= q0 + q1 + q2 + q3 + q4
      w[w2 + INPUTS]! -= r0 + r1 + r2 + r3 + r4
    }
  }
}
