/** Whether the best setting of a search lies at an end of what was searched: then better ones may lie beyond. */
import type { SearchTrials } from './search.js'

export interface Edge {
  /** The hyper-parameter. */
  name: string
  value: number
  end: 'low' | 'high'
  /** What was searched, such as "logUniform(0.001, 1)". */
  axis: string
}

/** What counts as an end of a range: this share of it, on its own scale. */
const END = 0.1

/**
 * The numbers of the best setting that lie at an end of their axis: in the outer tenth of a range (a tenth of the
 * decades of a logarithmic one), or the lowest or highest of a `choice` of numbers. A value that the space has fixed has
 * no ends, and neither does 0 of `orZero` nor what is next to it. With several rounds, the first one counts.
 *
 * @example
 * for (const { name, value, end } of edges(result)) console.log(`${name} ${value} is at the ${end} end of its range`)
 */
export function edges<P>({ best, spaces }: Pick<SearchTrials<P>, 'best' | 'spaces'>): Edge[] {
  if (best.score === null) return []
  return Object.entries(spaces[0]!).flatMap(([name, axis]) => {
    const value: unknown = best.settings[name as keyof P]
    const end = typeof value === 'number' ? endOf(axis, value) : undefined
    return end === undefined ? [] : [{ name, value: value as number, end, axis }]
  })
}

/** Reads what the axis says of itself. An axis of another making has no ends that are known. */
function endOf(axis: string, value: number): Edge['end'] | undefined {
  const [, kind, inside] = /^(\w+)\((.*)\)$/.exec(axis) ?? []
  if (kind === 'orZero') {
    return value !== 0 && endOf(inside!.slice(0, inside!.lastIndexOf(',')), value) === 'high' ? 'high' : undefined
  }
  if (kind === 'choice') return endOfList(JSON.parse(inside!) as unknown[], value)
  if (kind !== 'uniform' && kind !== 'logUniform' && kind !== 'integer') return undefined
  const to = kind === 'logUniform' ? Math.log : (x: number) => x
  const [low, high] = inside!.split(',').map(Number) as [number, number]
  if (low === high) return undefined
  const share = (to(value) - to(low)) / (to(high) - to(low))
  return value === low || share <= END ? 'low' : value === high || share >= 1 - END ? 'high' : undefined
}

function endOfList(values: unknown[], value: number): Edge['end'] | undefined {
  const numbers = values.filter((x) => typeof x === 'number')
  if (values.length < 2 || numbers.length < values.length) return undefined
  return value === Math.min(...numbers) ? 'low' : value === Math.max(...numbers) ? 'high' : undefined
}
