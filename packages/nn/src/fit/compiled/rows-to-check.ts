/** Chooses the examples on which compiled and eager loss are compared: different targets may take different branches. */
import { losses } from '../../losses.js'
import { MLP } from '../../model/mlp.js'
import type { Run } from '../run.js'

/** The number of examples chosen by their target, and of examples spread evenly over the data. */
const EACH = 50

/** One row for each of the most frequent targets, and some spread over the data. None for an MLP with a loss of Gradus. */
export function rowsToCheck({ model, loss, train }: Run): number[] {
  const known = model.constructor === MLP && Object.values(losses).some((own) => own === loss)
  if (known) return []
  const found = new Map<string, { row: number; count: number }>()
  train.targets.forEach((target, row) => {
    const entry = found.get(String(target))
    if (entry === undefined) found.set(String(target), { row, count: 1 })
    else entry.count++
  })
  const frequent = [...found.values()].sort((a, b) => b.count - a.count).slice(0, EACH)
  const count = train.targets.length
  const spread = Array.from({ length: Math.min(EACH, count) }, (_, i) =>
    Math.floor((i * count) / Math.min(EACH, count)),
  )
  return [...new Set([...frequent.map(({ row }) => row), ...spread])]
}
