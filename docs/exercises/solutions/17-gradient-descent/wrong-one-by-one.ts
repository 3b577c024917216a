// fault: The second slope is computed after the first number has moved.
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
  const theta = [...start]
  for (let step = 0; step < steps; step++)
    for (let i = 0; i < theta.length; i++) theta[i]! -= learningRate * gradient(theta)[i]!
  return theta
}
