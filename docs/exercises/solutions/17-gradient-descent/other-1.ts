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
  const theta = start.slice()
  while (steps > 0) {
    const slopes = gradient(theta)
    for (const [i, slope] of slopes.entries()) theta[i]! -= learningRate * slope
    steps--
  }
  return theta
}
