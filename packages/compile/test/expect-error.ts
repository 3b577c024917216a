/** Helpers of the tests that expect errors. */
import { expect } from '@jest/globals'

/** Expects an error of this class with exactly this text. */
export function expectError(action: () => unknown, type: new (message: string) => Error, message: string): void {
  let thrown: unknown
  try {
    action()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(type)
  expect((thrown as Error).message).toBe(message)
}

/** How the error ends that reports a difference between a compiled number and the engine's. */
export const MISMATCH_ADVICE =
  'Pass a function that branches with where(cond, a, b), has no side effects, and uses no outside number that changes. If yours does all that, please report a bug.'
