/**
 * One training step, written out: each z, a, δ, ∂J/∂Θ and new Θ with its formula and its numbers. The numbers are those of
 * by-hand.ts.
 */
import { checkAbove, checkBoolean, checkOptions, checkWhole } from '@gradus/engine/errors'
import { type DeltaOptions, hand, propagate } from '../by-hand.js'
import { asLatex, asMarkdown, asText, preface } from './layout.js'
import { numberOfLines, sectionsOf } from './lines.js'
import { latexNotation, textNotation } from './notation.js'
import type { Step, TraceSection } from './step.js'

/** The options of `traceTraining`. */
export interface TraceOptions extends DeltaOptions {
  /** The learning rate α, above 0. */
  lr: number
  /** Whether the biases keep their values, as in some textbook examples. Default false. */
  fixedBiases?: boolean
  /** The most digits that a number is written with, 1 to 17. Default 6. */
  digits?: number
  /** The most lines that the trace may have. Default 500. */
  maxLines?: number
}

/** What `traceTraining` returns. */
export interface TrainingTrace {
  readonly text: string
  readonly markdown: string
  /** For math mode. */
  readonly latex: string
  /** What the text is made of. */
  readonly sections: readonly TraceSection[]
  /** The parameters after the step. */
  readonly Thetas: readonly number[][][]
  /** The cost before and after the step. */
  readonly J: number
  readonly newJ: number
}

/**
 * Writes out one step of gradient descent on a small network, Θ := Θ − α · ∂J/∂Θ, as text, Markdown and LaTeX. Arguments
 * and symbols are those of `backpropagate`.
 *
 * @throws RangeError if the trace would have more than `maxLines` lines, and whatever `backpropagate` throws.
 * @example
 * const { text, Thetas } = traceTraining([[[0, 0]]], [[1]], [[1]], { lr: 0.5 })
 * text.split('\n')[5] // => '  z₁⁽²⁾ = Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾·x₁ = 0 + 0·1 = 0'
 * Thetas // => [[[0.25, 0.25]]]
 */
export function traceTraining(
  Thetas: readonly number[][][],
  X: readonly (readonly number[])[],
  Y: readonly (readonly number[])[],
  options: TraceOptions,
): TrainingTrace {
  const where = 'traceTraining'
  const own = ['lr', 'fixedBiases', 'digits', 'maxLines'] as const
  checkOptions(where, options, ['activation', 'output', 'cost', 'lambda', ...own])
  const { lr, fixedBiases = false, digits = 6, maxLines = 500, ...delta } = options
  checkAbove(where, 'lr', lr, 0)
  checkBoolean(where, 'fixedBiases', fixedBiases)
  checkWhole(where, 'digits', digits, 1)
  if (digits > 17) throw new RangeError(`${where}: digits is ${digits}. Pass at most 17.`)
  checkWhole(where, 'maxLines', maxLines, 1)

  const pass = propagate(where, Thetas, X, Y, delta)
  const isFixed = (j: number) => fixedBiases && j === 0
  const newThetas = Thetas.map((Theta, l) =>
    Theta.map((row, i) => row.map((theta, j) => (isFixed(j) ? theta : theta - lr * pass.D[l]![i]![j]!))),
  )
  const { J: newJ } = propagate(where, newThetas, X, Y, delta)
  const step: Step = { ...pass, Thetas, newThetas, Y, newJ, lr, isFixed, activations: named(Thetas.length, delta), cost: delta.cost ?? 'crossEntropy', lambda: delta.lambda ?? 0 } // oxfmt-ignore
  const lines = numberOfLines(step)
  if (lines > maxLines) {
    throw new RangeError(
      `${where}: the trace would have ${lines} lines, more than ${maxLines}. Pass a smaller network or fewer examples, or raise maxLines.`,
    )
  }
  const [text, latex] = [textNotation(digits), latexNotation(digits)]
  const sections = sectionsOf(step, text)
  const before = preface(step, text, digits)
  return {
    text: asText(sections, before, text),
    markdown: asMarkdown(sections, before, text),
    latex: asLatex(sectionsOf(step, latex), step, latex),
    sections,
    Thetas: newThetas,
    J: pass.J,
    newJ,
  }
}

/** The activations with their names; your own are called g, and h in the last layer. */
function named(layers: number, { activation = 'sigmoid', output = 'sigmoid' }: DeltaOptions): Step['activations'] {
  return Array.from({ length: layers }, (_, l) => {
    const isLast = l === layers - 1
    const given = isLast ? output : activation
    const name = typeof given === 'string' ? given : isLast && output !== activation ? 'h' : 'g'
    return { name, gPrime: hand('traceTraining', given).gPrime }
  })
}
