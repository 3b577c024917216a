/**
 * Finds a step length along a descent direction that satisfies the strong Wolfe conditions: the value falls enough, and the
 * slope is flat enough. It brackets and zooms with cubic interpolation (Nocedal and Wright, Numerical Optimization, 2nd ed.,
 * algorithms 3.5 and 3.6, equation 3.59).
 */

/** A point on the line: step length, value, slope. */
export interface Probe {
  t: number
  f: number
  slope: number
}

/** The value must fall by at least this share of what the slope predicts. */
const DECREASE = 1e-4
/** The slope must shrink to at most this share of the slope at the start. */
const CURVATURE = 0.9
const MOST_PROBES = 25

/** `probe` evaluates a step length; `start` is the point at 0. Returns the best point it probed. */
export function lineSearch<P extends Probe>(probe: (t: number) => P, start: P, firstStep: number): P {
  const tooHigh = (p: Probe, than: Probe) => !(p.f <= start.f + DECREASE * p.t * start.slope) || p.f >= than.f
  const flat = (p: Probe) => Math.abs(p.slope) <= -CURVATURE * start.slope
  let low = start
  let high: P | undefined
  let t = firstStep
  for (let k = 0; k < MOST_PROBES; k++) {
    const p = probe(t)
    if (tooHigh(p, low)) high = p
    else if (flat(p)) return p
    else {
      // p is better than low. The minimum lies between p and the end that the slope at p points to.
      if (high === undefined ? p.slope >= 0 : p.slope * (high.t - low.t) >= 0) high = low
      low = p
    }
    t = high === undefined ? 2 * t : between(low, high)
    if (high !== undefined && Math.abs(high.t - low.t) <= 1e-16 * Math.max(1, low.t)) break
  }
  return low
}

/** The minimum of the cubic through two points with their slopes, kept away from both ends. */
function between(a: Probe, b: Probe): number {
  const d1 = a.slope + b.slope - (3 * (a.f - b.f)) / (a.t - b.t)
  const d2 = Math.sign(b.t - a.t) * Math.sqrt(d1 * d1 - a.slope * b.slope)
  const cubic = b.t - ((b.t - a.t) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2)
  const [left, right] = a.t < b.t ? [a.t, b.t] : [b.t, a.t]
  const margin = 0.1 * (right - left)
  return Number.isFinite(cubic) ? Math.min(Math.max(cubic, left + margin), right - margin) : (left + right) / 2
}
