// fault: You change the list of the caller.
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
  for (let step = 0; step < steps; step++) {
    const slopes = gradient(start)
    for (let i = 0; i < start.length; i++) start[i]! -= learningRate * slopes[i]!
  }
  return start
}
