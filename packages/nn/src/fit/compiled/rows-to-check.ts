/** Which examples a model's compiled code is compared on: those where it would show that a branch was frozen. */
import { losses } from '../../losses.js'
import { MLP } from '../../model/mlp.js'
import type { Run } from '../run.js'

/** Examples that are chosen by their target, and as many again, spread over the data. */
const EACH = 50

/** One row for each of the most frequent targets, and some anywhere. None if Gradus itself wrote model, activations and loss. */
export function rowsToCheck({ model, loss, train }: Run): number[] {
  const knownModel =
    model instanceof MLP && model.constructor === MLP && model.layers.every((l) => typeof l.activation === 'string')
  const known = knownModel && Object.values(losses).some((own) => own === loss)
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
