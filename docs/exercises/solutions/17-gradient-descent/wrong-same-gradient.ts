// fault: Both steps use the gradient at the start.
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
  let theta = [...start]
  for (let step = 0; step < steps; step++) {
    const slopes = gradient(start)
    theta = theta.map((x, i) => x - learningRate * slopes[i]!)
  }
  return theta
}
