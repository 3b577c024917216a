// fault: The step goes uphill
/**
 * One step of gradient descent with momentum.
 *
 * @param mu how much of the velocity is kept, from 0 to 1
 * @returns the new parameters and the new velocity
 */
export function momentumStep(
  theta: number[],
  velocity: number[],
  gradient: number[],
  learningRate: number,
  mu: number,
): { theta: number[]; velocity: number[] } {
  const newVelocity = velocity.map((v, i) => mu * v + gradient[i]!)
  const newTheta = theta.map((x, i) => x + learningRate * newVelocity[i]!)
  return { theta: newTheta, velocity: newVelocity }
}
