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
  const newVelocity = [...velocity]
  for (const [i, g] of gradient.entries()) newVelocity[i] = newVelocity[i]! * mu + g
  const newTheta = theta.map((x, i) => -(learningRate * newVelocity[i]! - x))
  return { theta: newTheta, velocity: newVelocity }
}
