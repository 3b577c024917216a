/** What the drawing of the 2-2-2 network shows: its fields, its sums, and what each stage adds. */
import type { Box, Field, Link, Row } from './drawing.js'
import { numberText, operand } from './numbers.js'
import { type Place, placesOf } from './places.js'
import { type Pass, SIZES, type Thetas } from './run.js'
import { type ByHandSettings, STAGES } from './settings.js'

const [SUB, SUPER] = ['₀₁₂₃₄₅₆₇₈₉', '⁰¹²³⁴⁵⁶⁷⁸⁹']
/** `Θ₁₂⁽¹⁾`; `x₁` without a layer. */
export const symbolOf = (name: string, indices: readonly number[], layer?: number): string =>
  `${name}${indices.map((i) => SUB[i]).join('')}${layer === undefined ? '' : `⁽${SUPER[layer]}⁾`}`

const NAMES = ['input', 'hidden unit', 'output'] as const
const COLORS = ['leafBox', 'opBox', 'rootBox'] as const

/** What the user has changed in the drawing. */
export interface Edits {
  theta(l: number, i: number, j: number, value: number): void
  x(i: number, value: number): void
  y(i: number, value: number): void
}

export function networkDrawing(thetas: Thetas, pass: Pass, settings: ByHandSettings, edits: Edits, isWide: boolean) {
  const stage = STAGES.indexOf(settings.stage)
  const layers = [...SIZES.map((count, l) => ({ isUnit: l > 0, count })), { isUnit: false, count: 2 }]
  const places = placesOf(layers, isWide)
  const { digits } = places
  const boxes: Box[] = []
  const links: Link[] = []

  settings.x.forEach((value, i) => {
    const symbol = symbolOf('x', [i + 1])
    const field = { label: `Input ${i + 1}`, help: `${symbol}: what goes into the network.`, value, onChange: (v: number) => edits.x(i, v) }
    boxes.push({ id: symbol, title: `input ${i + 1}`, color: COLORS[0], ...places.place(0, i), symbol, field, rows: [] })
  }) // oxfmt-ignore
  thetas.forEach((Theta, l) =>
    Theta.forEach((row, i) => {
      const here = places.place(l + 1, i)
      const title = `${NAMES[l + 1]} ${i + 1}`
      row.forEach((value, j) => {
        const symbol = symbolOf('Θ', [i + 1, j], l + 1)
        const label = j === 0 ? `Bias of ${title}` : `Weight from ${NAMES[l]} ${j} to ${title}`
        const help = `${symbol}: ${j === 0 ? 'added to the sum.' : 'the factor of this link.'}`
        const field: Field = { label, help, value, onChange: (v) => edits.theta(l, i, j, v) }
        const next = stage < 3 ? '' : numberText(pass.newThetas[l]![i]![j]!)
        if (j === 0) {
          const rows = rowsOf(row, l, i, pass, stage, digits, next)
          boxes.push({ id: symbol, title, color: COLORS[l + 1]!, ...here, symbol, field, rows })
        } else {
          const ends = places.link(places.place(l, j - 1), here, i === j - 1)
          links.push({ id: symbol, ...ends, symbol, field, next: next === '' ? '' : `→ ${next}` })
        }
      })
    }),
  )
  settings.y.forEach((value, i) => {
    const symbol = symbolOf('y', [i + 1])
    const field = { label: `Target ${i + 1}`, help: `${symbol}: what output ${i + 1} should be.`, value, onChange: (v: number) => edits.y(i, v) }
    const here = places.place(3, i)
    boxes.push({ id: symbol, title: `target ${i + 1}`, color: 'groupBox', ...here, symbol, field, rows: [] })
    links.push({ id: `${symbol} link`, ...ends(places.place(2, i), here, isWide), at: 0.5, symbol: '', field: undefined, next: '' })
  }) // oxfmt-ignore
  return { width: places.width, height: places.height, boxes, links }
}

/** The lines of a unit: its terms, their sum, its activation, its error, and its next bias. */
function rowsOf(
  [, ...weights]: readonly number[],
  l: number,
  i: number,
  pass: Pass,
  stage: number,
  digits: number,
  next: string,
): Row[] {
  const from = (revealed: number, text: string) => (stage < revealed ? '?' : text)
  const inputs = pass.a[l]!
  return [
    ...weights.map((w, j): Row => {
      const known = stage >= 1 || l === 0
      return { left: `+ ${operand(w, digits)}·${known ? operand(inputs[j]!, digits) : symbolOf('a', [j + 1], l + 1)}`, right: from(1, numberText(w * inputs[j]!, digits)), kind: 'term' }
    }),
    { left: symbolOf('z', [i + 1], l + 2), right: from(1, numberText(pass.z[l]![i]!)), kind: 'sum' },
    { left: `${symbolOf('a', [i + 1], l + 2)} = sigmoid(z)`, right: from(1, numberText(pass.a[l + 1]![i]!)) },
    ...(stage < 2 ? [] : [{ left: symbolOf('δ', [i + 1], l + 2), right: numberText(pass.delta[l]![i]!), kind: 'gradient' } as const]),
    ...(next === '' ? [] : [{ left: `new ${symbolOf('Θ', [i + 1, 0], l + 1)}`, right: next } as const]),
  ] // oxfmt-ignore
}

const ends = (from: Place, to: Place, isWide: boolean): Pick<Link, 'from' | 'to'> =>
  isWide
    ? { from: [from.x + from.width / 2, from.y], to: [to.x - to.width / 2, to.y] }
    : { from: [from.x, from.y + from.height / 2], to: [to.x, to.y - to.height / 2] }
