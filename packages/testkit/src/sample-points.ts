import type { Op } from '@gradus/engine'

/** Twenty points inside the domain of an op, away from kinks, always the same; lists have 1 to 5 operands. */
export function samplePoints(op: Op): number[][] {
  let state = 1
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647
  const found: number[][] = []
  for (let k = 0; found.length < 20; k++) {
    const n = { variadic: 1 + (k % 5), paired: 2 * (1 + (k % 4)) }[op.arity as string] ?? op.domain.length
    const point = Array.from({ length: n }, (_, i) => {
      const [low, high] = op.domain[i] ?? op.domain[0]!
      return low + (high - low) * (0.05 + 0.9 * random())
    })
    if (op.kink === undefined || Math.abs(op.kink(point)) > 0.2) found.push(point)
  }
  return found
}
