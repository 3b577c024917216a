/** Wrong use of the command line, which ends with exit code 2. Every other error is a failure, with exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A check that did not pass, which ends with exit code 1. The command has printed what is wrong. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed'
}
