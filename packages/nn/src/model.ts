import type { Scalar, Value } from '@gradus/engine'

/** What `fit` can train: anything with parameters and a forward pass for one example. */
export interface Model {
  parameters(): Value[]
  forward(x: readonly Scalar[]): Value[]
}

/** What one example should give: a class index, or one number per output. */
export type Target = number | readonly number[]

/** m examples: `inputs[i]` is the feature row of example i, `targets[i]` what it should give. */
export interface Data {
  inputs: readonly (readonly number[])[]
  targets: readonly Target[]
}
