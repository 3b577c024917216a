/**
 * Gradient descent: starts at `start`, takes `steps` steps against the gradient, and returns where it arrives.
 *
 * @param gradient computes the slope in each coordinate of a point
 */
export function descend(
  gradient: (theta: number[]) => number[],
  start: number[],
  learningRate: number,
  steps: number,
): number[] {
  if (steps === 0) return start
  const slopes = gradient(start)
  const next = start.map((x, i) => x - learningRate * slopes[i]!)
  return descend(gradient, next, learningRate, steps - 1)
}
