/** Sums of products in which a vector holds neighboring results. A tile of sums stays in registers. */
import { type Contraction, innerSteps, inTiles, overResults, type Part, write } from './contraction.js'
import { type Code, getLocal, loop, setLocal, V128 } from './encoder.js'
import { loadPlaces } from './vectors.js'

/** Vectors per row of a tile. Most processors have 16 vector registers, and the operands need some of them. */
const VECTORS = 5

export function acrossResults(c: Contraction): void {
  const { v, dims } = c
  const [row, column] = [dims.length - 2, dims.length - 1]
  const vectors = Math.ceil(dims[column]! / v.width)
  // A few columns fit into one tile. Many columns need several tiles, and narrow tiles with more rows load the least.
  const perTile = vectors <= VECTORS ? vectors : 2
  const rows = evenTile(dims[row] ?? 1, [0, 6, 5, 3, 2, 2][perTile]!)
  overResults(c, () =>
    inTiles(c, row, rows, (rows) => inTiles(c, column, perTile * v.width, (count) => resultTile(c, rows, count))),
  )
}

/** The number of rows per tile, at most `most`, so that all tiles have nearly the same size. */
const evenTile = (rows: number, most: number): number => Math.ceil(rows / Math.ceil(rows / most))

function resultTile(c: Contraction, rows: number, count: number): void {
  const { v, out, dims, inner, parts } = c
  const [row, column] = [dims.length - 2, dims.length - 1]
  const vectors = Math.ceil(count / v.width)
  const sums = Array.from({ length: rows * vectors }, () => out.take(V128))
  for (const local of sums) setLocal(local, v.number(-0))(out) // because −0 + x is x

  const term = (displaced: number) => {
    const loaded = new Map<string, number>()
    const operand = (part: Part, r: number, k: number): Code => {
      const moving = part.outer[column] === 1
      const offset =
        part.base + (part.outer[row] ?? 0) * r + (moving ? k * v.width : 0) + (part.inner.at(-1) ?? 0) * displaced
      const key = `${part.pointer}:${offset}`
      let local = loaded.get(key)
      if (local === undefined) {
        loaded.set(key, (local = out.take(V128)))
        const places = moving ? Math.min(v.width, count - k * v.width) : 1
        setLocal(local, loadPlaces(v, getLocal(part.pointer), offset, 1, places))(out)
      }
      return getLocal(local)
    }
    for (let k = 0; k < vectors; k++) {
      for (let r = 0; r < rows; r++) {
        const factors = parts.slice(1).map((part) => operand(part, r, k))
        const product = factors.length === 1 ? factors[0]! : c.multiply(factors[0]!, factors[1]!)
        const local = sums[r * vectors + k]!
        setLocal(local, v.add(getLocal(local), product))(out)
      }
    }
    for (const local of loaded.values()) out.give(local)
  }
  overTerms(c, inner.length, term)

  const target = parts[0]!
  sums.forEach((local, i) => {
    const [r, k] = [Math.floor(i / vectors), i % vectors]
    const base = target.base + (target.outer[row] ?? 0) * r + k * v.width
    write(c, local, { base, stride: 1 }, Math.min(v.width, count - k * v.width))
  })
  for (const local of sums) out.give(local)
}

/** The loops over the terms. The innermost loop takes two terms at a time. */
function overTerms(c: Contraction, depth: number, term: (displaced: number) => void): void {
  const visit = (d: number): void => {
    if (depth === 0) term(0)
    else if (d < depth - 1) loop(c.out, c.inner[d]!, innerSteps(c, d), () => visit(d + 1))
    else {
      const count = c.inner[d]!
      const pairs = count >> 1
      if (pairs > 0) {
        loop(c.out, pairs, innerSteps(c, d, 2), () => {
          term(0)
          term(1)
        })
      }
      if (count % 2 === 1) term(count - 1)
    }
  }
  visit(0)
}
