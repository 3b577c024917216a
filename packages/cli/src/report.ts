/** What a training has come to, for people and as JSON. */
import { note, plural } from './io.js'
import type { Trained } from './training.js'

/** What was learned, in sentences. */
export function report({ history, kept, examples, score, test, target, image }: Trained): string {
  const what = target.task === 'classification' ? `${target.classes.length} classes` : 'a number'
  const counted = (n: number) => plural(n, image === undefined ? 'row' : 'image')
  const measured = (loss: number, score: number | undefined) => {
    const name = target.task === 'classification' ? 'accuracy' : 'R²'
    return `loss ${loss.toPrecision(4)}${score === undefined ? '' : `, ${name} ${score.toFixed(4)}`}`
  }
  const lines = [
    `Learned ${target.name} (${target.task}, ${what}) from ${counted(examples.training)} in ${plural(history.epochs.length, 'epoch')}.`,
  ]
  if (history.bestEpoch !== undefined) {
    lines.push(`The weights are those of epoch ${history.bestEpoch}, which has the lowest validation loss.`)
  }
  lines.push(`Training loss ${kept.loss.toPrecision(4)}`)
  if (kept.validationLoss !== undefined) {
    lines.push(`Validation ${measured(kept.validationLoss, score)} on ${counted(examples.validation)}`)
  }
  if (test !== undefined) lines.push(`Test ${measured(test.loss, test.score)} on ${counted(examples.test)}`)
  return lines.join('\n')
}

/** The same for programs; what was not measured is null. */
export function summarise({ history, kept, features, examples, score, test, target }: Trained): object {
  const name = target.task === 'classification' ? 'Accuracy' : 'R2'
  return {
    task: target.task,
    epochs: history.epochs.length,
    bestEpoch: history.bestEpoch ?? null,
    trainLoss: kept.loss,
    validationLoss: kept.validationLoss ?? null,
    [`validation${name}`]: score ?? null,
    testLoss: test?.loss ?? null,
    [`test${name}`]: test?.score ?? null,
    rows: examples,
    ignored: features.ignored,
    missing: features.missing,
  }
}

/** Remarks on the columns of a table that were not taken as they are. */
export function noteColumns({ features }: Pick<Trained, 'features'>): void {
  for (const { name, why } of features.ignored) note(`Column ${name} was ignored: ${why}.`)
  for (const { name, count } of features.missing) {
    const text = features.columns.some((c) => c.name === name && c.kind === 'text')
    note(`Column ${name} has ${plural(count, 'missing cell')}, taken as ${text ? 'none of its texts' : 'the average'}.`)
  }
}
