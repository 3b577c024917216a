/** How many answers are right, on the examples that the network is not trained on. Nothing for numbers. */
import type { DataNews, RunNews } from '../training/messages.js'

export function Score({ data, run: { confusion } }: { data: DataNews; run: RunNews }) {
  if (confusion === undefined) return null
  const all = confusion.flat().reduce((sum, count) => sum + count, 0)
  const right = confusion.reduce((sum, row, k) => sum + row[k]!, 0)
  const kind = data.validation.length > 0 ? 'validation examples' : 'examples'
  return (
    <p class="score">
      <b>
        {right} of {all}
      </b>{' '}
      {kind} are answered right ({((100 * right) / all).toFixed(1)} %).
    </p>
  )
}
