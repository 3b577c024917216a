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
  // TODO: one new velocity for each parameter.
  const newVelocity = velocity

  // TODO: move each parameter with its new velocity.
  const newTheta = theta
  return { theta: newTheta, velocity: newVelocity }
}
