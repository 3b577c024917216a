/** Wrong use of the command line: exit code 2. Every other error is a failure: exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
