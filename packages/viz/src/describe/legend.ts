/** Explains what the colors, widths and letters of a drawing mean. */
import type { Value } from '@gradus/engine'
import { cutToWidth, formatNumber } from '@gradus/svg'
import type { ColorName } from '../colors.js'
import type { Box, Edge, LegendEntry } from './description.js'
import { SMALL_SIZE } from './measure.js'
import { sizeOfLargest, whatIsDrawn, widthOf } from './edges.js'
import type { NonFinite } from '../choose/non-finite.js'
import type { Settings } from '../options.js'

export function legendOf(
  boxes: readonly Box[],
  edges: readonly Edge[],
  { color, digits }: Settings,
  leafColors: ReadonlyMap<Value, ColorName>,
  nonFinite: NonFinite | undefined,
): LegendEntry[] {
  return [
    ...(color === 'sign' ? signs(edges, digits) : []),
    ...(color === 'leaf' ? leaves(boxes, leafColors) : []),
    ...letters(boxes, edges, nonFinite),
  ]
}

function signs(edges: readonly Edge[], digits: number): LegendEntry[] {
  const what = whatIsDrawn(edges) === 'contribution' ? 'to the gradient' : 'slope'
  const largest = sizeOfLargest(edges)
  const line = (color: 'positive' | 'negative', text: string): LegendEntry => ({
    sample: {
      kind: 'line',
      color,
      width: widthOf(largest / 2, largest),
      isDashed: false,
      isHollow: color === 'negative',
    },
    text,
  })
  const most: LegendEntry = {
    sample: { kind: 'line', color: 'muted', width: widthOf(largest, largest), isDashed: false, isHollow: false },
    text: `size ${formatNumber(largest, digits)}; thinner is less`,
  }
  const [above, below] =
    what === 'slope' ? ['slope above 0', 'slope below 0'] : ['adds to the gradient', 'takes from the gradient']
  return [line('positive', above), line('negative', below), ...(largest > 0 ? [most] : [])]
}

const leaves = (boxes: readonly Box[], leafColors: ReadonlyMap<Value, ColorName>): LegendEntry[] =>
  boxes.flatMap(({ node, label, lines }) => {
    const color = node && leafColors.get(node)
    if (color === undefined) return []
    return [
      {
        sample: { kind: 'line', color, width: 4, isDashed: false, isHollow: false },
        text: cutToWidth(label === '' ? lines[0]!.cells[0]!.text : label, 160, SMALL_SIZE),
      },
    ]
  })

/** What the letters of numbers that are not finite mean, for those that a drawing has. */
export function letterEntries(marks: readonly string[]): LegendEntry[] {
  const used = new Set(marks.flatMap((mark) => mark.split(' ')))
  const names = { X: 'not a number', I: '∞', '-I': '−∞' }
  return Object.entries(names)
    .filter(([letter]) => used.has(letter))
    .map(([letter, text]) => ({ sample: { kind: 'letter', letter }, text }))
}

function letters(boxes: readonly Box[], edges: readonly Edge[], nonFinite: NonFinite | undefined): LegendEntry[] {
  const marks = boxes.flatMap(({ lines }) => lines.flatMap(({ cells }) => cells.map(({ mark }) => mark)))
  const way: LegendEntry = {
    sample: { kind: 'line', color: 'wrong', width: 3, isDashed: true, isHollow: false },
    text: `way of the ${nonFinite?.what ?? 'value'} that is not finite`,
  }
  return [...letterEntries(marks), ...(edges.some((edge) => edge.isDashed && edge.color === 'wrong') ? [way] : [])]
}
