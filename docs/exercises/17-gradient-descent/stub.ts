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
  // TODO: take the steps, and return where they lead.
  return start
}
