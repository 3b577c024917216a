/** Inputs that come from a column of numbers: the network gets them standardized, and people know the number of the table. */
import type { DataNews } from '../training/messages.js'

/** The number of the table that input `j` stands for. Undefined for an input that is not standardized. */
export function originalOf({ encoding, inputs }: DataNews, j: number, x: number): number | undefined {
  for (const column of encoding?.inputs.columns ?? []) {
    if (column.kind === 'number' && column.name === inputs[j]) return x * column.scale + column.mean
  }
  return undefined
}

/** Whether some input is standardized. */
export const hasStandardized = ({ encoding, inputs }: DataNews): boolean =>
  encoding?.inputs.columns.some(({ kind, name }) => kind === 'number' && inputs.includes(name)) === true

/** In pixels: as wide as the longest name, within limits. What is longer ends in an ellipsis. */
export function inputWidth(data: DataNews): number {
  const longest = data.inputs.reduce((most, name) => Math.max(most, name.length), 0)
  return Math.min(MOST, Math.max(hasStandardized(data) ? TWO_NUMBERS : ONE_NUMBER, CHARACTER * longest + BORDERS))
}

const [CHARACTER, BORDERS, MOST] = [7.6, 14, 132]
/** Room for a number such as −0.00012, and for the number of the table with the standardized one. */
const [ONE_NUMBER, TWO_NUMBERS] = [52, 84]
