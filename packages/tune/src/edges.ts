/** Finds the values of the best setting that lie at an end of the searched range. Better values may lie beyond it. */
import type { SearchTrials } from './search.js'

export interface Edge {
  /** The hyper-parameter. */
  name: string
  value: number
  end: 'low' | 'high'
  /** The axis that was searched, such as "logUniform(0.001, 1)". */
  axis: string
}

/** This fraction of a range at each side counts as its end, measured on the scale of the axis. */
const END = 0.1

/**
 * The numbers of the best setting that lie at an end of their axis. This is the outer tenth of a range (a tenth of the
 * decades if it is logarithmic), or the lowest or highest number of a `choice`. A fixed value is not at an end. With
 * `orZero`, neither 0 nor the low end of its axis counts. If there are several rounds, the space of the first one
 * counts.
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

/** Reads the text of an axis. The ends of an axis that is not from this package are unknown. */
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
