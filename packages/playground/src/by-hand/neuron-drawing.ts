/** What the drawing of the one neuron shows. */
import type { Box, Link } from './drawing.js'
import type { NeuronPass } from './neuron.js'
import { numberText, operand } from './numbers.js'
import { placesOf } from './places.js'
import { type Stage, STAGES } from './settings.js'

/** The names of the numbers, in their order in the settings. */
export const NEURON_NAMES = ['w₁', 'x₁', 'w₂', 'x₂', 'b'] as const

export function neuronDrawing(
  numbers: readonly number[],
  pass: NeuronPass,
  shown: Stage,
  edit: (i: number, value: number) => void,
  isWide: boolean,
) {
  const stage = STAGES.indexOf(shown)
  const layers = [
    { isUnit: false, count: 2 },
    { isUnit: true, count: 1 },
  ]
  const places = placesOf(layers, isWide)
  const { digits } = places
  const unit = places.place(1, 0)
  const field = (i: number, label: string, help: string) => ({
    label,
    help: `${NEURON_NAMES[i]}: ${help}`,
    value: numbers[i]!,
    onChange: (value: number) => edit(i, value),
  })
  const slope = (i: number) => (stage < 2 ? '' : numberText(pass.slopes[i + 1]!.value))
  const boxes: Box[] = [0, 1].map((k) => ({
    id: `x${k}`,
    title: `input ${k + 1}`,
    color: 'leafBox',
    ...places.place(0, k),
    symbol: NEURON_NAMES[2 * k + 1]!,
    field: field(2 * k + 1, `Input ${k + 1}`, 'what goes into the neuron.'),
    rows: [],
  }))
  const links: Link[] = [0, 1].map((k) => {
    const text = slope(2 * k)
    return {
      id: `w${k}`,
      ...places.link(places.place(0, k), unit, isWide), // from above, both links end at one point
      symbol: NEURON_NAMES[2 * k]!,
      field: field(2 * k, `Weight ${k + 1}`, 'the factor of this input.'),
      next: text === '' ? '' : `∂a/∂${NEURON_NAMES[2 * k]} = ${text}`,
    }
  })
  const from = (text: string) => (stage < 1 ? '?' : text)
  const terms = [0, 1].map((k) => {
    const [w, x] = [numbers[2 * k]!, numbers[2 * k + 1]!]
    return { left: `+ ${operand(w, digits)}·${operand(x, digits)}`, right: from(numberText(w * x, digits)), kind: 'term' as const }
  }) // oxfmt-ignore
  boxes.push({
    id: 'unit',
    title: 'neuron',
    color: 'rootBox',
    ...unit,
    symbol: 'b',
    field: field(4, 'Bias', 'added to the sum.'),
    rows: [
      ...terms,
      { left: 'z', right: from(numberText(pass.z)), kind: 'sum' },
      { left: 'a = tanh(z)', right: from(numberText(pass.a)) },
      ...(stage < 2 ? [] : [{ left: 'δ = ∂a/∂z', right: numberText(pass.delta), kind: 'gradient' } as const]),
    ],
  })
  return { width: places.width, height: places.height, boxes, links }
}
