import type { Check } from '../check.ts'
import type { momentumStep } from './stub.ts'

interface Answer {
  momentumStep: typeof momentumStep
}

const expected = { theta: [-0.225, -1.95], velocity: [2.45, -0.1] }
const velocity = (wanted: number[]) => (got: unknown) =>
  wanted.every((v, i) => Math.abs(v - ((got as typeof expected).velocity[i] ?? NaN)) < 1e-9)

export const checks: Check<Answer>[] = [
  {
    call: 'momentumStep',
    args: [[1, -2], [0.5, 1], [2, -1], 0.5, 0.9],
    expected,
    faults: [
      { gives: { theta: [1, -2], velocity: [0.5, 1] }, says: 'Nothing has changed. Compute the new velocity first.' },
      {
        when: velocity([0.65, 0.8]),
        says: 'You multiply the gradient by 1 − μ. In our form the whole gradient is added.',
      },
      { when: velocity([1.45, 0.4]), says: 'The learning rate is inside the velocity. It belongs to the step of θ.' },
      { when: velocity([2.5, 0]), says: 'μ is missing: keep only the part μ of the old velocity.' },
      { when: velocity([2, -1]), says: 'The old velocity is lost, so this is plain gradient descent. Add μ · v.' },
      {
        when: velocity([-1.55, 1.9]),
        says: 'The gradient is subtracted from the velocity. Add it there, and subtract α · v from θ.',
      },
      {
        when: velocity([-0.55, 1.4]),
        says: 'The velocity has −α · gradient, as in some other books. Here the whole gradient is added to it.',
      },
      { when: velocity([0.5, 1]), says: 'The velocity that you return is the old one. Return μ · v + gradient.' },
      {
        when: velocity([2.25, 0]),
        says: 'μ multiplies the gradient too. It multiplies the old velocity only: μ · v + gradient.',
      },
      { when: velocity([-0.225, -1.95]), says: 'theta and velocity have changed places in your result.' },
      { when: velocity([2.3, 0.1]), says: 'μ and the gradient have changed places: μ multiplies the velocity.' },
      {
        gives: { ...expected, theta: [0.75, -2.5] },
        says: 'The parameters move with the old velocity. Compute the new one first, and use it.',
      },
      {
        gives: { ...expected, theta: [0, -1.5] },
        says: 'The parameters move with the gradient alone. Move them with the new velocity.',
      },
      {
        gives: { ...expected, theta: [1.225, -2.05] },
        says: 'Only part of the step is right: θ − α · v has the old θ.',
      },
      { gives: { ...expected, theta: [2.225, -2.05] }, says: 'The step goes uphill: subtract α · v.' },
      { gives: { ...expected, theta: [-1.45, -1.9] }, says: 'The learning rate is missing in the step of θ.' },
      {
        gives: { ...expected, theta: [-1.1025, -1.455] },
        says: 'That is the step of Nesterov, which looks ahead. Here θ moves by α · v.',
      },
      { gives: { ...expected, theta: [1, -2] }, says: 'The parameters have not moved. Subtract α · v from each.' },
    ],
  },
  {
    tries: 'θ after three steps with the slope 1, from θ = 0, v = 0, with α = 0.1 and μ = 0.5',
    run: ({ momentumStep }) => {
      let state = { theta: [0], velocity: [0] }
      for (let step = 0; step < 3; step++) state = momentumStep(state.theta, state.velocity, [1], 0.1, 0.5)
      return state.theta
    },
    expected: [-0.425],
    faults: [{ gives: [-0.3], says: 'The velocity does not grow from step to step. Return the new one.' }],
  },
]
