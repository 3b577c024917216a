/**
 * Sums of products in which a vector holds neighboring terms of one sum. At the end, the numbers of the vector are
 * added.
 */
import { type Contraction, innerSteps, inTiles, overResults, type Part, write } from './contraction.js'
import { type Code, getLocal, loop, move, setLocal, V128 } from './encoder.js'
import { loadPlaces, select, sumAcross } from './vectors.js'

/** Up to this many vectors of terms are written out without a loop. */
const UNROLLED = 8

export function acrossTerms(c: Contraction): void {
  const { v, dims, inner, parts, out } = c
  const [row, column] = [dims.length - 2, dims.length - 1]
  const terms = inner.at(-1) ?? 1
  const vectors = Math.ceil(terms / v.width)
  // Factors that are the same for a whole row of results are loaded once per row.
  const fixed =
    parts[1]!.outer[column] === 0 && inner.length <= 1 && vectors <= UNROLLED && (dims[column] ?? 1) > v.width
  overResults(c, () =>
    inTiles(c, row, 2, (rows) => {
      const kept = new Map<string, number>()
      if (fixed) {
        for (let r = 0; r < rows; r++) {
          for (let k = 0; k < vectors; k++) {
            const local = out.take(V128)
            kept.set(`${r}:${k}`, local)
            const places = Math.min(v.width, terms - k * v.width)
            setLocal(local, loadTerms(c, parts[1]!, r, 0, k * v.width, places))(out)
          }
        }
      }
      inTiles(c, column, v.width, (columns) => termTile(c, rows, columns, kept))
      for (const local of kept.values()) out.give(local)
    }),
  )
}

/** Loads `places` terms, from term `displaced` on. */
function loadTerms(c: Contraction, part: Part, r: number, column: number, displaced: number, places: number): Code {
  const { v, dims } = c
  const [rowStride, columnStride] = [part.outer[dims.length - 2] ?? 0, part.outer[dims.length - 1] ?? 0]
  const stride = part.inner.at(-1) ?? 0
  const base = part.base + rowStride * r + columnStride * column + displaced * stride
  return loadPlaces(v, getLocal(part.pointer), base, stride, places)
}

function termTile(c: Contraction, rows: number, columns: number, kept: ReadonlyMap<string, number>): void {
  const { v, out, dims, inner, parts } = c
  const [row, column] = [dims.length - 2, dims.length - 1]
  const terms = inner.at(-1) ?? 1
  const whole = Math.floor(terms / v.width)
  const rest = terms % v.width
  const written = whole + (rest > 0 ? 1 : 0) <= UNROLLED
  const ways = !written && rows * columns <= 2 ? 4 : 1 // independent sums, so that no addition waits for the one before
  const sums = Array.from({ length: rows * columns * ways }, () => out.take(V128))
  for (const local of sums) setLocal(local, v.number(-0))(out) // because −0 + x is x

  const vectorAt = (k: number, way: number, places: number = v.width) => {
    const loaded = new Map<string, number>()
    const operand = (part: Part, r: number, col: number): Code => {
      const rowMoves = (part.outer[row] ?? 0) !== 0 ? r : 0
      const columnMoves = (part.outer[column] ?? 0) !== 0 ? col : 0
      const before = part === parts[1] ? kept.get(`${r}:${k}`) : undefined
      if (before !== undefined) return getLocal(before)
      const key = `${part.pointer}:${rowMoves}:${columnMoves}`
      let local = loaded.get(key)
      if (local === undefined) {
        loaded.set(key, (local = out.take(V128)))
        setLocal(local, loadTerms(c, part, rowMoves, columnMoves, k * v.width, places))(out)
      }
      return getLocal(local)
    }
    for (let r = 0; r < rows; r++) {
      for (let col = 0; col < columns; col++) {
        const factors = parts.slice(1).map((part) => operand(part, r, col))
        const product = factors.length === 1 ? factors[0]! : c.multiply(factors[0]!, factors[1]!)
        const local = sums[(r * columns + col) * ways + way]!
        const own = places === v.width ? product : select(v.firstPlaces(places), product, v.number(-0))
        setLocal(local, v.add(getLocal(local), own))(out)
      }
    }
    for (const local of loaded.values()) out.give(local)
  }

  const last = inner.length - 1
  const visit = (d: number): void => {
    if (d < last) {
      loop(out, inner[d]!, innerSteps(c, d), () => visit(d + 1))
      return
    }
    if (written) {
      for (let k = 0; k < whole; k++) vectorAt(k, 0)
      if (rest > 0) vectorAt(whole, 0, rest)
      return
    }
    // With more than four sums, the operands of two vectors would not fit into the registers.
    const unroll = rows * columns > 4 ? 1 : Math.max(ways, 2)
    const loops = Math.floor(whole / unroll)
    const steps = innerSteps(c, d, v.width * unroll)
    loop(out, loops, steps, () => {
      for (let k = 0; k < unroll; k++) vectorAt(k, k % ways)
    })
    move(out, steps, loops)
    for (let k = 0; k < whole % unroll; k++) vectorAt(k, k % ways)
    if (rest > 0) vectorAt(whole % unroll, 0, rest)
    move(out, steps, -loops)
  }
  visit(0)

  for (let r = 0; r < rows; r++) {
    const totals = Array.from({ length: columns }, (_, col) => {
      const own = sums.slice((r * columns + col) * ways, (r * columns + col + 1) * ways)
      for (const other of own.slice(1)) setLocal(own[0]!, v.add(getLocal(own[0]!), getLocal(other)))(out)
      return getLocal(own[0]!)
    })
    const local = out.take(V128)
    setLocal(local, sumAcross(v, totals))(out)
    const target = parts[0]!
    const base = target.base + (target.outer[row] ?? 0) * r
    write(c, local, { base, stride: target.outer[column] ?? 0 }, columns)
    out.give(local)
  }
  for (const local of sums) out.give(local)
}
