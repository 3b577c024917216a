/** h ← tanh(w·h + b), a thousand times, as a function of w, b and the first h. The way back uses the stored states. */
export const STEPS = 1000

const states = new Float64Array(STEPS + 1)

export function chain(point: Float64Array, gradient: Float64Array): number {
  const w = point[0]!
  const b = point[1]!
  let h = point[2]!
  states[0] = h
  for (let i = 1; i <= STEPS; i++) {
    h = Math.tanh(w * h + b)
    states[i] = h
  }
  let slope = 1
  let slopeOfW = 0
  let slopeOfB = 0
  let y = h
  for (let i = STEPS - 1; i >= 0; i--) {
    const x = states[i]!
    slope *= 1 - y * y
    slopeOfW += slope * x
    slopeOfB += slope
    slope *= w
    y = x
  }
  gradient[0] = slopeOfW
  gradient[1] = slopeOfB
  gradient[2] = slope
  return h
}
