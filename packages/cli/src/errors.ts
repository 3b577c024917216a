/** Wrong use of the command line, which ends with exit code 2. Every other error is a failure, with exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
