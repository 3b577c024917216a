/** The rule of an operation, from its row in the table of the engine. */
interface RuleProps {
  readonly operation: string
  readonly slopes: readonly string[]
}

export const Rule = ({ operation, slopes }: RuleProps) => (
  <p class="rule math">
    <span class="muted">Rule: </span>
    {operation}
    {slopes.map((slope) => (
      <span key={slope}>
        <span class="muted">, </span>
        {slope}
      </span>
    ))}
  </p>
)
