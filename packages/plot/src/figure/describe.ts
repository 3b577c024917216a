/** Says in words what a plot shows, for screen readers. */
import { formatNumber } from '@gradus/svg'
import { count } from './edge.js'

/** The number of values, the first and the last, the least and the largest. */
export function describeSeries(name: string, values: ArrayLike<number>): string {
  const n = values.length
  if (n === 0) return `${name}: no values.`
  let [least, largest, finite] = [Infinity, -Infinity, 0]
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(values[i])) continue
    finite++
    least = Math.min(least, values[i]!)
    largest = Math.max(largest, values[i]!)
  }
  const range = finite === 0 ? 'none is finite' : `least ${formatNumber(least)}, largest ${formatNumber(largest)}`
  const missing = finite === 0 || finite === n ? '' : `, ${count(n - finite)} not finite`
  return `${name}: ${count(n)} ${n === 1 ? 'value' : 'values'} from ${formatNumber(values[0]!)} to ${formatNumber(values[n - 1]!)}, ${range}${missing}.`
}
