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
  const newVelocity = gradient.map((g, i) => g + mu * velocity[i]!)
  const newTheta: number[] = []
  for (let i = 0; i < theta.length; i++) newTheta.push(theta[i]! - newVelocity[i]! * learningRate)
  return { theta: newTheta, velocity: newVelocity }
}
