/**
 * The step `full` of net2-16-16-1.ts, but layer by layer over all points. It works in tiles of 4 units by 2 examples (4 by 2
 * weights for the gradient), whose sums stay in registers. It shows how fast JavaScript can be.
 */
import { END, LAST, SECOND, type Step, update } from './net2-16-16-1.js'

export function blocked(points: Float64Array): Step {
  const count = points.length / 3
  if (count % 2 !== 0) throw new RangeError(`blocked: there are ${count} points. Pass an even number.`)
  const gradient = new Float64Array(END)
  const [a1, a2, d1, d2] = [0, 0, 0, 0].map(() => new Float64Array(16 * count)) as [Row, Row, Row, Row]
  return (w, rate) => {
    firstLayer(points, w, a1)
    secondLayer(w, a1, a2)
    const loss = lastLayer(points, w, a2, d2, gradient)
    backward(w, d2, a1, d1)
    secondGradient(a1, d2, gradient)
    firstGradient(points, d1, d2, gradient)
    update(w, gradient, rate, count)
    return loss / count
  }
}

type Row = Float64Array

function firstLayer(points: Row, w: Row, a1: Row): void {
  for (let n = 0, i = 0; n < points.length; n += 3) {
    const x0 = points[n]!
    const x1 = points[n + 1]!
    for (let k = 0; k < SECOND; k += 3, i++) a1[i] = Math.max(0, w[k]! * x0 + w[k + 1]! * x1 + w[k + 2]!)
  }
}

function secondLayer(w: Row, a1: Row, a2: Row): void {
  for (let u = 0; u < 16; u += 4) {
    const k = SECOND + 17 * u
    for (let p = 0; p < a1.length; p += 32) {
      let s0 = w[k + 16]!, s1 = w[k + 33]!, s2 = w[k + 50]!, s3 = w[k + 67]! // oxfmt-ignore
      let t0 = s0, t1 = s1, t2 = s2, t3 = s3 // oxfmt-ignore
      for (let j = 0; j < 16; j++) {
        const x = a1[p + j]!
        const y = a1[p + 16 + j]!
        const w0 = w[k + j]!
        s0 += w0 * x
        t0 += w0 * y
        const w1 = w[k + 17 + j]!
        s1 += w1 * x
        t1 += w1 * y
        const w2 = w[k + 34 + j]!
        s2 += w2 * x
        t2 += w2 * y
        const w3 = w[k + 51 + j]!
        s3 += w3 * x
        t3 += w3 * y
      }
      const i = p + u
      a2[i] = Math.max(0, s0)
      a2[i + 1] = Math.max(0, s1)
      a2[i + 2] = Math.max(0, s2)
      a2[i + 3] = Math.max(0, s3)
      a2[i + 16] = Math.max(0, t0)
      a2[i + 17] = Math.max(0, t1)
      a2[i + 18] = Math.max(0, t2)
      a2[i + 19] = Math.max(0, t3)
    }
  }
}

/** Returns the sum of the losses. Fills in the gradient of the last layer, and δ of the second layer. */
function lastLayer(points: Row, w: Row, a2: Row, d2: Row, gradient: Row): number {
  let loss = 0
  gradient.fill(0, LAST)
  for (let n = 2, p = 0; n < points.length; n += 3, p += 16) {
    const y = points[n]!
    let score = w[LAST + 16]!
    for (let u = 0; u < 16; u++) score += w[LAST + u]! * a2[p + u]!
    const margin = 1 - y * score
    const d3 = margin > 0 ? -y : 0
    loss += Math.max(0, margin)
    gradient[LAST + 16]! += d3
    for (let u = 0; u < 16; u++) {
      const a = a2[p + u]!
      gradient[LAST + u]! += d3 * a
      d2[p + u] = a > 0 ? d3 * w[LAST + u]! : 0
    }
  }
  return loss
}

function backward(w: Row, d2: Row, a1: Row, d1: Row): void {
  for (let j = 0; j < 16; j += 4) {
    for (let p = 0; p < d2.length; p += 32) {
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0 // oxfmt-ignore
      for (let u = 0, k = SECOND + j; u < 16; u++, k += 17) {
        const x = d2[p + u]!
        const y = d2[p + 16 + u]!
        const w0 = w[k]!
        s0 += w0 * x
        t0 += w0 * y
        const w1 = w[k + 1]!
        s1 += w1 * x
        t1 += w1 * y
        const w2 = w[k + 2]!
        s2 += w2 * x
        t2 += w2 * y
        const w3 = w[k + 3]!
        s3 += w3 * x
        t3 += w3 * y
      }
      const i = p + j
      d1[i] = a1[i]! > 0 ? s0 : 0
      d1[i + 1] = a1[i + 1]! > 0 ? s1 : 0
      d1[i + 2] = a1[i + 2]! > 0 ? s2 : 0
      d1[i + 3] = a1[i + 3]! > 0 ? s3 : 0
      d1[i + 16] = a1[i + 16]! > 0 ? t0 : 0
      d1[i + 17] = a1[i + 17]! > 0 ? t1 : 0
      d1[i + 18] = a1[i + 18]! > 0 ? t2 : 0
      d1[i + 19] = a1[i + 19]! > 0 ? t3 : 0
    }
  }
}

function secondGradient(a1: Row, d2: Row, gradient: Row): void {
  for (let u = 0; u < 16; u += 4) {
    for (let j = 0; j < 16; j += 2) {
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0 // oxfmt-ignore
      for (let p = 0; p < a1.length; p += 16) {
        const x = a1[p + j]!
        const y = a1[p + j + 1]!
        const e0 = d2[p + u]!
        s0 += e0 * x
        t0 += e0 * y
        const e1 = d2[p + u + 1]!
        s1 += e1 * x
        t1 += e1 * y
        const e2 = d2[p + u + 2]!
        s2 += e2 * x
        t2 += e2 * y
        const e3 = d2[p + u + 3]!
        s3 += e3 * x
        t3 += e3 * y
      }
      const k = SECOND + 17 * u + j
      gradient[k] = s0
      gradient[k + 1] = t0
      gradient[k + 17] = s1
      gradient[k + 18] = t1
      gradient[k + 34] = s2
      gradient[k + 35] = t2
      gradient[k + 51] = s3
      gradient[k + 52] = t3
    }
  }
}

/** The gradient of the first layer, and of the biases of the second. */
function firstGradient(points: Row, d1: Row, d2: Row, gradient: Row): void {
  for (let u = 0; u < 16; u++) {
    let s0 = 0, s1 = 0, s2 = 0, t = 0 // oxfmt-ignore
    for (let n = 0, p = u; n < points.length; n += 3, p += 16) {
      const d = d1[p]!
      s0 += d * points[n]!
      s1 += d * points[n + 1]!
      s2 += d
      t += d2[p]!
    }
    gradient[3 * u] = s0
    gradient[3 * u + 1] = s1
    gradient[3 * u + 2] = s2
    gradient[SECOND + 17 * u + 16] = t
  }
}
