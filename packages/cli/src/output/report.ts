/** The result of a training, for people and as JSON. */
import { type Encoding, showName } from '@gradus/data'
import type { Pair, Scores, Trained } from '@gradus/tabular'
import { note } from './streams.js'
import { columns, plural } from './text.js'

/** The result in sentences and tables. */
export function report({ model, chosen, validation, test, epochs, examples }: Trained): string {
  const { target } = model.encoding
  const what = target.task === 'classification' ? plural(target.classes.length, 'class', 'es') : 'a number'
  const rows = (n: number) => plural(n, model.image === undefined ? 'row' : 'image')
  const sizes = model.network.sizes.join('-')
  const trainedFor = chosen === 'network' ? `, trained for ${plural(epochs, 'epoch')}` : ''
  const lines = [
    `Learned ${showName(target.name)} (${target.task}, ${what}) from ${rows(examples.train)}: a ${chosen === 'network' ? 'network' : 'linear model'} (${sizes})${trainedFor}.`,
  ]
  if (validation?.network !== undefined && validation.linear !== undefined) {
    lines.push(
      chosen === 'network'
        ? 'The network validates clearly better than the linear model.'
        : 'The network does not validate clearly better than the linear model, so the linear model is kept. --model network keeps the network.',
    )
  }
  if (validation !== undefined) {
    const left =
      examples.validation === examples.train ? ', each row once' : '; a class with one row is always trained on'
    const how = examples.folds > 0 ? `${examples.folds} folds${left}` : 'kept from training'
    lines.push('', `Validation on ${rows(examples.validation)} (${how}):`, scores(validation))
  }
  if (test !== undefined) lines.push('', `Test on ${rows(examples.test)}:`, scores(test))
  const measured = test ?? validation
  const best = measured?.[chosen]
  if (best?.classes !== undefined) lines.push('', ...classes(best, test === undefined ? 'validation' : 'test'))
  const simpler = best === undefined ? undefined : beatenBy(best)
  if (simpler !== undefined) {
    const advice = chosen === 'network' ? 'Try a smaller --lr, more --epochs, or other columns' : 'Try other columns'
    lines.push('', `The model is worse than always predicting ${simpler}. ${advice}.`)
  }
  return lines.join('\n')
}

/** A prediction without any input that would be better, or undefined. */
function beatenBy({ accuracy, classes, r2 }: Scores): string | undefined {
  if (accuracy === undefined) return r2 !== undefined && r2 < 0 ? 'the average' : undefined
  const all = classes!.reduce((sum, { rows }) => sum + rows, 0)
  const most = classes!.reduce((a, b) => (b.rows > a.rows ? b : a))
  return accuracy < most.rows / all ? showName(most.name) : undefined
}

function scores({ network, linear }: Pair): string {
  const line = (name: string, s: Scores | undefined): string[][] => {
    if (s === undefined) return []
    const quality = s.accuracy !== undefined ? [s.accuracy.toFixed(4)] : [s.r2?.toFixed(4) ?? '–', number(s.mae!)]
    return [[name, ...quality, number(s.loss)]]
  }
  const isClassifier = (network ?? linear)!.accuracy !== undefined
  const head = ['', ...(isClassifier ? ['accuracy'] : ['R²', 'mean absolute error']), 'loss']
  return columns([head, ...line('  network', network), ...line('  linear model', linear)])
}

/** With more classes, the tables would be too large to read. The JSON has them all. */
const MOST_CLASSES = 20

function classes({ classes, confusion }: Scores, where: string): string[] {
  if (classes!.length > MOST_CLASSES) return [`--json prints the scores of all ${classes!.length} classes.`]
  const names = classes!.map(({ name }) => showName(name))
  const share = (x: number | undefined) => x?.toFixed(4) ?? '–'
  const body = classes!.map(({ name, rows, precision, recall, f1 }) => [
    ...[`  ${showName(name)}`, share(precision), share(recall), share(f1), String(rows)],
  ])
  const matrix = confusion!.map((row, k) => [`  ${names[k]!}`, ...row.map(String)])
  return [
    `Each class (${where}):`,
    columns([['', 'precision', 'recall', 'F1', 'rows'], ...body]),
    '',
    'Confusion matrix, a row for each true class, a column for each predicted one:',
    columns([['', ...names], ...matrix]),
  ]
}

const number = (x: number): string => x.toPrecision(4)

/** The result for programs. A score that was not measured is null. */
export function summarize({ model, chosen, validation, test, epochs, history, examples, remarks }: Trained): object {
  const { inputs, target } = model.encoding
  return {
    task: target.task,
    chosen,
    epochs,
    validation: validation ?? null,
    test: test ?? null,
    rows: examples,
    history: history ?? null,
    ignored: inputs.ignored,
    missing: inputs.missing,
    remarks: remarks.map(({ text }) => text),
  }
}

/** Prints remarks about columns that were ignored or have missing cells. */
export function noteColumns({ ignored, missing, columns }: Encoding): void {
  for (const { name, why } of ignored) note(`Column ${showName(name)} was ignored: ${why}.`)
  for (const { name, count } of missing) {
    const text = columns.some((c) => c.name === name && c.kind === 'text')
    note(
      `Column ${showName(name)} has ${plural(count, 'missing cell')}, taken as ${text ? 'none of its texts' : 'the average'}.`,
    )
  }
}
