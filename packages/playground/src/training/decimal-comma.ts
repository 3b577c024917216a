/** Whether a table has decimal commas, as spreadsheets in many countries write them: 1,5;2,3. */

/** The lines that are looked at. */
const LINES = 1000
/** 1,5 and 0,250. A cell such as 1,234 may be a thousand, so it decides nothing. */
const COMMA = /^[+-]?(?![1-9]\d{0,2},\d{3}$)\d*,\d+$/
const POINT = /^[+-]?\d*\.\d+$/

/**
 * Whether the numbers of a table in which something else than a comma separates the cells have decimal commas. If some
 * numbers have a point, the commas are something else.
 */
export function hasDecimalComma(text: string): boolean {
  const [names = '', ...lines] = text.split(/\r?\n|\r/, LINES)
  const separator = [';', '\t', '|'].find((character) => names.includes(character))
  if (separator === undefined) return false
  const cells = lines.flatMap((line) => line.split(separator)).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  return cells.some((cell) => COMMA.test(cell)) && !cells.some((cell) => POINT.test(cell))
}
