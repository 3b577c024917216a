/** An expression that cannot be read or evaluated. A page can show `reason`, or mark `column` in its own input field. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  /** The message without the name of the function that threw it. */
  readonly reason: string

  constructor(
    where: string,
    /** The expression. */
    readonly text: string,
    /** Where in the text it went wrong, counted from 1. */
    readonly column: number,
    what: string,
    hint: string,
  ) {
    const start = text.lastIndexOf('\n', column - 2) + 1
    const line = text.slice(start).split('\n', 1)[0]
    const reason = `${what} at column ${column}. ${hint}:\n  ${line}\n  ${' '.repeat(column - 1 - start)}^`
    super(`${where}: ${reason}`)
    this.reason = reason
  }
}
