/**
 * An SGD step of a 784-30-10 sigmoid net on a batch of 10. The loss is cross-entropy on sigmoid outputs (δ = a − y); weights
 * decay, biases do not. Nearly all time goes into the first layer, which works in tiles:
 * - forward 2 units by 5 examples, whose sums stay in registers;
 * - backward 3 units by 10 examples. It reads and writes each weight once, and never stores the gradient.
 * Neighbors are at constant distances, so that few addresses have to stay in registers.
 *
 * Weights are stored unit by unit, each with its bias last, as `model.parameters()` returns them. A row has 784 inputs and 10
 * targets; the batch begins at row `start`. Returns the mean loss before the step.
 */
export const INPUTS = 784
export const HIDDEN = 30
export const OUTPUTS = 10
export const BATCH = 10
/** Numbers per example. */
export const ROW = INPUTS + OUTPUTS
/** Numbers per unit of the first layer. */
const FAN = INPUTS + 1
/** The index of the second layer in the weights. */
const SECOND = HIDDEN * FAN

const a1 = new Float64Array(BATCH * HIDDEN)
const d1 = new Float64Array(BATCH * HIDDEN)
const d2 = new Float64Array(BATCH * OUTPUTS)

/** @param decay the factor by which a step shrinks a weight: 1 − rate · λ/n */
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

// oxfmt-ignore
function firstLayer(w: Float64Array, rows: Float64Array, first: number): void {
  for (let u = 0; u < HIDDEN; u += 2) {
    const from = u * FAN, to = from + INPUTS
    for (let b = 0; b < BATCH; b += 5) {
      let s0 = w[to]!, t0 = w[to + FAN]!
      let s1 = s0, s2 = s0, s3 = s0, s4 = s0, t1 = t0, t2 = t0, t3 = t0, t4 = t0
      for (let i = from, k = first + b * ROW; i < to; i++, k++) {
        const p = w[i]!, q = w[i + FAN]!
        let x = rows[k]!
        s0 += p * x; t0 += q * x
        x = rows[k + ROW]!
        s1 += p * x; t1 += q * x
        x = rows[k + 2 * ROW]!
        s2 += p * x; t2 += q * x
        x = rows[k + 3 * ROW]!
        s3 += p * x; t3 += q * x
        x = rows[k + 4 * ROW]!
        s4 += p * x; t4 += q * x
      }
      let i = b * HIDDEN + u
      a1[i] = sigmoid(s0); a1[i + 1] = sigmoid(t0); i += HIDDEN
      a1[i] = sigmoid(s1); a1[i + 1] = sigmoid(t1); i += HIDDEN
      a1[i] = sigmoid(s2); a1[i + 1] = sigmoid(t2); i += HIDDEN
      a1[i] = sigmoid(s3); a1[i + 1] = sigmoid(t3); i += HIDDEN
      a1[i] = sigmoid(s4); a1[i + 1] = sigmoid(t4)
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
      let s = w[k + HIDDEN]!, t = 0 // oxfmt-ignore
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
      let s = 0, t = 0 // oxfmt-ignore
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

// oxfmt-ignore
function updateFirst(w: Float64Array, rows: Float64Array, first: number, decay: number): void {
  const [d, H] = [d1, HIDDEN]
  for (let u = 0; u < HIDDEN; u += 3) {
    const p0 = d[u]!, p1 = d[H + u]!, p2 = d[2 * H + u]!, p3 = d[3 * H + u]!, p4 = d[4 * H + u]!
    const p5 = d[5 * H + u]!, p6 = d[6 * H + u]!, p7 = d[7 * H + u]!, p8 = d[8 * H + u]!, p9 = d[9 * H + u]!
    const v = u + 1
    const q0 = d[v]!, q1 = d[H + v]!, q2 = d[2 * H + v]!, q3 = d[3 * H + v]!, q4 = d[4 * H + v]!
    const q5 = d[5 * H + v]!, q6 = d[6 * H + v]!, q7 = d[7 * H + v]!, q8 = d[8 * H + v]!, q9 = d[9 * H + v]!
    const t = u + 2
    const r0 = d[t]!, r1 = d[H + t]!, r2 = d[2 * H + t]!, r3 = d[3 * H + t]!, r4 = d[4 * H + t]!
    const r5 = d[5 * H + t]!, r6 = d[6 * H + t]!, r7 = d[7 * H + t]!, r8 = d[8 * H + t]!, r9 = d[9 * H + t]!
    const from = u * FAN, to = from + INPUTS
    for (let i = from, k = first; i < to; i++, k++) {
      let x = rows[k]!
      let p = decay * w[i]! - p0 * x, q = decay * w[i + FAN]! - q0 * x, r = decay * w[i + 2 * FAN]! - r0 * x
      x = rows[k + ROW]!
      p -= p1 * x; q -= q1 * x; r -= r1 * x
      x = rows[k + 2 * ROW]!
      p -= p2 * x; q -= q2 * x; r -= r2 * x
      x = rows[k + 3 * ROW]!
      p -= p3 * x; q -= q3 * x; r -= r3 * x
      x = rows[k + 4 * ROW]!
      p -= p4 * x; q -= q4 * x; r -= r4 * x
      x = rows[k + 5 * ROW]!
      p -= p5 * x; q -= q5 * x; r -= r5 * x
      x = rows[k + 6 * ROW]!
      p -= p6 * x; q -= q6 * x; r -= r6 * x
      x = rows[k + 7 * ROW]!
      p -= p7 * x; q -= q7 * x; r -= r7 * x
      x = rows[k + 8 * ROW]!
      p -= p8 * x; q -= q8 * x; r -= r8 * x
      x = rows[k + 9 * ROW]!
      p -= p9 * x; q -= q9 * x; r -= r9 * x
      w[i] = p
      w[i + FAN] = q
      w[i + 2 * FAN] = r
    }
    w[to]! -= p0 + p1 + p2 + p3 + p4 + p5 + p6 + p7 + p8 + p9
    w[to + FAN]! -= q0 + q1 + q2 + q3 + q4 + q5 + q6 + q7 + q8 + q9
    w[to + 2 * FAN]! -= r0 + r1 + r2 + r3 + r4 + r5 + r6 + r7 + r8 + r9
  }
}
