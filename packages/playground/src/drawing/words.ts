/** What screen readers say about a box of a graph. */
import type { Description } from '@gradus/viz'
import { fullNumber } from '../controls/show-number.js'

/** Its texts, what it is made of, and where it goes to. */
export function wordsOf({ boxes, edges }: Description, id: string): string {
  const box = boxes.find((one) => one.id === id)!
  const name = (other: string) => {
    const { label, symbol, value } = boxes.find((one) => one.id === other)!
    return label || symbol || (value === undefined ? 'hidden nodes' : fullNumber(value))
  }
  const from = edges.filter(({ to }) => to === id).map((edge) => name(edge.from))
  const to = edges.filter((edge) => edge.from === id).map((edge) => name(edge.to))
  return [
    ...box.lines.map(({ cells }) => cells.map(({ text }) => text).join(' ')),
    ...(from.length === 0 ? [] : [`from ${from.join(', ')}`]),
    ...(to.length === 0 ? [] : [`to ${to.join(', ')}`]),
  ].join(', ')
}
