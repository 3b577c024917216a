/**
 * Numerical derivatives by Ridders' method: central differences at shrinking steps, extrapolated to step 0, keeping the
 * entry of the tableau whose neighbours agree best (C. J. F. Ridders, 1982, Adv. Eng. Software 4, 75–76).
 */

const SHRINK = 1.6
const STEPS = 12

/**
 * dF/dh at h = 0 for a vector-valued F, and for each component how far the estimates scatter. A step at which F is not
 * finite is passed over.
 */
export function differences(F: (h: number) => number[], step: number): { value: number[]; noise: number[] } {
  const value: number[] = []
  const noise: number[] = []
  let previous: number[][] = [] // the last row of the tableau
  for (let k = 0, h = step; k < STEPS; k++, h /= SHRINK) {
    const [right, left] = [F(h), F(-h)]
    const central = right.map((r, i) => (r - left[i]!) / (2 * h))
    if (!central.every(Number.isFinite)) continue
    const row = [central]
    for (let j = 0; j < previous.length; j++) {
      const factor = SHRINK ** (2 * (j + 1))
      row.push(row[j]!.map((x, i) => (factor * x - previous[j]![i]!) / (factor - 1)))
      row[j + 1]!.forEach((x, i) => {
        const scatter = Math.max(Math.abs(x - row[j]![i]!), Math.abs(x - previous[j]![i]!))
        if (!(scatter >= (noise[i] ?? Infinity))) [value[i], noise[i]] = [x, scatter]
      })
    }
    previous = row
  }
  // Nothing finite, or nothing to compare with: no estimate.
  const size = F(0).length
  return {
    value: Array.from({ length: size }, (_, i) => value[i] ?? NaN),
    noise: Array.from({ length: size }, (_, i) => noise[i] ?? Infinity),
  }
}
