/** An expression that cannot be read or evaluated. A page can show `reason`, or mark `column` in its own input field. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  /** The message without the name of the function that threw it. */
  readonly reason: string

  constructor(
    where: string,
    /** The expression. */
    readonly text: string,
    /** Where it went wrong, counted from 1. */
    readonly column: number,
    what: string,
    hint: string,
  ) {
    const reason = `${what} at column ${column}. ${hint}:\n  ${text}\n  ${' '.repeat(column - 1)}^`
    super(`${where}: ${reason}`)
    this.reason = reason
  }
}
