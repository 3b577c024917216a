/** The sections of a training step as text, Markdown and LaTeX. */
import type { HandActivationName } from '../by-hand.js'
import { definitions, type Notation } from './notation.js'
import type { Step, TraceLine, TraceSection } from './step.js'

/** A line that would be wider than this is broken before its numbers. */
const WIDTH = 100

/** What a reader has to know before the first line. */
export function preface({ lr, activations, J, newJ }: Step, n: Notation, digits: number): string[] {
  return [
    `One step of gradient descent with ${n.alpha} = ${n.number(lr)}: the cost goes from J = ${n.number(J)} to ${n.number(newJ)}.`,
    ...namesOf(activations).map((name) => `${definitions[name][0]}.`),
    `Numbers are rounded to ${digits} digits.`,
  ]
}

/** Those of the activations that have a definition. */
const namesOf = (activations: Step['activations']): HandActivationName[] =>
  [...new Set(activations.map(({ name }) => name))].filter((name) =>
    Object.hasOwn(definitions, name),
  ) as HandActivationName[]

export function asText(sections: readonly TraceSection[], preface: readonly string[], n: Notation): string {
  const body = sections.map(({ title, relation, lines }) => {
    const width = lines.reduce((most, { symbol }) => Math.max(most, symbol.length), 0)
    const texts = lines.map((line) => {
      const left = `  ${line.symbol.padEnd(width)} ${relation} ${line.formula}`
      const right = endOf(line, n)
      return left.length + right.length < WIDTH ? `${left} ${right}` : `${left}\n  ${' '.repeat(width + 1)}${right}`
    })
    return [title, ...texts].join('\n')
  })
  return [preface.join('\n'), ...body].join('\n\n')
}

/** Without the numbers where they are the value: 0.138499 = 0.138499. */
function endOf({ numbers, value }: TraceLine, n: Notation): string {
  const result = n.number(value)
  return numbers === result ? `= ${result}` : `= ${numbers} = ${result}`
}

export function asMarkdown(sections: readonly TraceSection[], preface: readonly string[], n: Notation): string {
  const body = sections.map(({ title, relation, lines }) => {
    const rows = lines.map(
      ({ symbol, formula, numbers, value }) =>
        `| ${symbol} ${relation} | ${formula} | ${numbers} | ${n.number(value)} |`,
    )
    return [`## ${title}`, '', '| | formula | numbers | value |', '| --- | --- | --- | --- |', ...rows].join('\n')
  })
  return [preface.join('\n'), ...body].join('\n\n')
}

export function asLatex(sections: readonly TraceSection[], { activations }: Step, n: Notation): string {
  const rows = [
    ...namesOf(activations).map((name) => `&${definitions[name][1]}`),
    ...sections.flatMap(({ title, relation, lines }) => [
      `&\\textbf{${title}}`,
      ...lines.map((line) => `${line.symbol} &${relation} ${line.formula} ${endOf(line, n)}`),
    ]),
  ]
  return `\\begin{aligned}\n${rows.join(' \\\\\n')}\n\\end{aligned}`
}
