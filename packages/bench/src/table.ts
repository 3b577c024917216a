/** A table in plain text. The first two columns are texts, aligned left; the others are numbers, aligned right. */
export function formatTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows]
  const widths = heads.map((_, j) => Math.max(...all.map((row) => row[j]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, j) => (j < 2 ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!))).join('  ')
  return `${all.map((row) => line(row).trimEnd()).join('\n')}\n`
}

export const digits = (x: number | undefined): string =>
  x === undefined ? '' : x >= 100 ? x.toFixed(0) : x.toPrecision(3)
