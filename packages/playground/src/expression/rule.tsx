/** The rule of an operation, from its row in the table of the engine. */
import { withPowers } from './powers.js'

interface RuleProps {
  readonly operation: string
  readonly slopes: readonly string[]
}

export const Rule = ({ operation, slopes }: RuleProps) => (
  <p class="rule math">
    <span class="muted">Rule: </span>
    {withPowers(operation)}
    {slopes.map((slope) => (
      <span key={slope}>
        <span class="muted">, </span>
        {withPowers(slope)}
      </span>
    ))}
  </p>
)
