/** Checks before training starts that the metrics fit the loss and the targets. */
import { withoutGraph } from '@gradus/engine'
import type { Run } from './run.js'
import { losses, type Loss, type LossName } from '../losses.js'
import { comparesClasses, comparesNumbers, type Metric } from '../metrics.js'
import { plainTargets, type Target } from '../model/model.js'
import { plainRow } from '../rows.js'

/** With these losses the outputs stand for classes. With the others they are numbers like the targets. */
const OF_CLASSES: readonly LossName[] = ['crossEntropy', 'binaryCrossEntropyWithLogits', 'sigmoidCrossEntropy', 'hinge']

type Checked = Pick<Run, 'model' | 'loss' | 'train' | 'validation' | 'metrics'>

/** Metrics and losses that the user wrote are not checked. */
export function checkMetrics({ model, loss, train, validation, metrics }: Checked): void {
  const known = metrics.filter(([, metric]) => comparesClasses(metric) || comparesNumbers(metric))
  if (known.length === 0) return
  const zeros = withoutGraph(() => model.forward(plainRow(train.inputs[0]!))).map(() => 0)
  const name = nameOf(loss)
  for (const { targets } of validation === undefined ? [train] : [train, validation]) {
    const plain = plainTargets(targets)
    const outputs = plain.map(() => zeros)
    for (const [called, metric] of known) {
      if (name !== undefined) mustFit(called, metric, name, zeros.length, plain)
      metric(outputs, plain) // throws if the targets are of the wrong kind
    }
  }
}

function nameOf(loss: Loss): LossName | undefined {
  return (Object.keys(losses) as LossName[]).find((name) => losses[name] === loss)
}

function mustFit(called: string, metric: Metric, loss: LossName, outputs: number, targets: readonly Target[]): void {
  const refuse = (why: string, instead: string) =>
    new RangeError(`fit: metric "${called}" ${why}. ${instead}, or pass your own metric function.`)
  const forClasses = OF_CLASSES.includes(loss)
  if (comparesNumbers(metric)) {
    if (!forClasses) return
    throw refuse(`compares outputs with targets, and the outputs of loss "${loss}" are logits`, "Pass 'accuracy'")
  }
  if (outputs === 1) {
    if (forClasses || targets.every((t) => Math.abs(typeof t === 'number' ? t : t[0]!) === 1)) return
    throw refuse(
      `takes an output above 0 for class 1, which loss "${loss}" does not train for targets other than -1 and 1`,
      "Pass loss 'binaryCrossEntropyWithLogits'",
    )
  }
  if (loss === 'crossEntropy') return
  const i = notOneHot(targets)
  if (i === undefined) return
  throw refuse(`needs one class per example, and targets[${i}] names none or several`, 'Pass one-hot targets')
}

/** Returns the first target that is not one-hot: one entry at the high value, all others at the low value. */
function notOneHot(targets: readonly Target[]): number | undefined {
  const lists = targets.map((t) => (typeof t === 'number' ? [t] : t))
  const low = lists[0]!.reduce((a, b) => Math.min(a, b), Infinity)
  const high = lists[0]!.reduce((a, b) => Math.max(a, b), -Infinity)
  const isOneHot = (list: readonly number[]) =>
    list.every((t) => t === low || t === high) && low < high && list.filter((t) => t === high).length === 1
  const i = lists.findIndex((list) => !isOneHot(list))
  return i < 0 ? undefined : i
}
