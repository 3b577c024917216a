/**
 * An independent numerical derivative: a seven-point stencil (error of order h⁶) at halving steps, keeping the estimate
 * that agrees best with its neighbor.
 */
export interface Estimate {
  value: number
  /** How far apart the two best estimates are. */
  noise: number
}

const WEIGHTS = [45 / 60, -9 / 60, 1 / 60]

/**
 * dF/dh at 0, per component of F. F returns undefined where it is not the function that it is at 0 (beyond a kink);
 * steps that meet such a point are passed over. Undefined if fewer than two steps remain.
 */
export function slopes(
  F: (h: number) => readonly number[] | undefined,
  largest = 1 / 32,
  steps = 8,
): Estimate[] | undefined {
  let best: Estimate[] | undefined
  let previous: number[] | undefined
  for (let k = 0, h = largest; k < steps; k++, h /= 2) {
    const here = stencil(F, h)
    if (here !== undefined && previous !== undefined) {
      const pairs = here.map((value, i) => ({ value, noise: Math.abs(value - previous![i]!) }))
      best = best === undefined ? pairs : pairs.map((p, i) => (p.noise < best![i]!.noise ? p : best![i]!))
    }
    previous = here
  }
  return best
}

function stencil(F: (h: number) => readonly number[] | undefined, h: number): number[] | undefined {
  let total: number[] | undefined
  for (let j = WEIGHTS.length; j >= 1; j--) {
    const [right, left] = [F(j * h), F(-j * h)]
    if (right === undefined || left === undefined) return undefined
    total = right.map((r, i) => (total?.[i] ?? 0) + (WEIGHTS[j - 1]! * (r - left[i]!)) / h)
  }
  return total
}
