/**
 * Code for sums of products, which is where networks spend their time: a tile of sums is kept in registers while the
 * loops over the terms run. Where neighbouring results have neighbouring operands, a vector holds neighbouring results;
 * otherwise it holds neighbouring terms of one sum, which are added up at the end.
 */
import { dot } from '@gradus/engine'
import { sliced } from '../interpreter.js'
import { collapse, type Nest } from '../schedule/nest.js'
import { move, storeVector } from './emit-map.js'
import { type Code, getLocal, I32, i32, loop, setLocal, V128, type Writer } from './encoder.js'
import type { Tools } from './kernels.js'
import { and, sumAcross, type Vectors } from './vectors.js'

/** Sums in registers at a time: WebAssembly's engines have 16 vector registers, and the operands need some. */
const VECTORS = 5
/** Terms of up to this many vectors are written out. */
const UNROLLED = 8

/** The loops of a contraction, and where its parts stand in them. */
interface Contraction {
  readonly v: Vectors
  readonly out: Writer
  readonly dims: readonly number[]
  readonly inner: readonly number[]
  /** out, a and b (if there is one): base, strides over the results, strides over the terms, pointer. */
  readonly parts: readonly Part[]
  readonly multiply: (a: Code, b: Code) => Code
  readonly accumulate: Code | undefined
}
interface Part {
  readonly base: number
  readonly outer: readonly number[]
  readonly inner: readonly number[]
  readonly pointer: number
}

export function emitContract(nest: Nest, { v, chain }: Tools, keep: Code, out: Writer): void {
  const split = nest.dims.length - nest.reduced
  const refs = [nest.out, ...nest.operands]
  const outer = collapse(
    nest.dims.slice(0, split),
    refs.map((ref) => sliced(ref, 0, split)),
  )
  const inner = collapse(
    nest.dims.slice(split),
    refs.map((ref) => sliced(ref, split)),
  )
  const parts = refs.map((ref, i) => {
    const pointer = out.take(I32)
    setLocal(pointer, i32(0))(out)
    return { base: ref.base, outer: outer.refs[i]!.strides, inner: inner.refs[i]!.strides, pointer }
  })
  const c: Contraction = {
    v,
    out,
    dims: outer.dims,
    inner: inner.dims,
    parts,
    multiply: nest.op === dot ? v.mul : chain,
    accumulate: nest.accumulate === 'no' ? undefined : nest.accumulate === 'batch' ? keep : v.firstPlaces(v.width),
  }
  const [target, ...operands] = parts
  const last = outer.dims.length - 1
  const neighbours =
    last >= 0 && target!.outer[last] === 1 && operands.every(({ outer }) => outer[last] === 0 || outer[last] === 1)
  if (neighbours) acrossResults(c)
  else acrossTerms(c)
  for (const { pointer } of parts) out.give(pointer)
}

const stepsOf = ({ parts, v }: Contraction, d: number, times = 1) =>
  parts.map(({ pointer, outer }): [number, number] => [pointer, (outer[d] ?? 0) * times * v.bytes])
const innerSteps = ({ parts, v }: Contraction, d: number, times = 1) =>
  parts.map(({ pointer, inner }): [number, number] => [pointer, (inner[d] ?? 0) * times * v.bytes])

/** The loops over results but the last two, which `tiles` covers. */
function overResults(c: Contraction, tiles: () => void): void {
  const visit = (d: number): void => {
    if (d >= c.dims.length - 2) tiles()
    else loop(c.out, c.dims[d]!, stepsOf(c, d), () => visit(d + 1))
  }
  visit(0)
}

/** Runs `body(size)` for as many whole tiles as loop d has, then once for what is left. */
function inTiles(c: Contraction, d: number, size: number, body: (size: number) => void): void {
  const count = c.dims[d] ?? 1
  const whole = Math.floor(count / size)
  const rest = count % size
  if (whole > 0) loop(c.out, whole, stepsOf(c, d, size), () => body(size))
  if (rest === 0) return
  move(c.out, stepsOf(c, d, size), whole)
  body(rest)
  move(c.out, stepsOf(c, d, size), -whole)
}

/** The size of tiles that cover so many rows evenly, each at most `most` high. */
const evenTile = (rows: number, most: number): number => Math.ceil(rows / Math.ceil(rows / most))

// ── A vector of neighbouring results ────────────────────────────────────────────────────────────────────────────────

function acrossResults(c: Contraction): void {
  const { v, dims } = c
  const [row, column] = [dims.length - 2, dims.length - 1]
  const vectors = Math.ceil(dims[column]! / v.width)
  // Few columns are covered at once; many are gone through in narrow tiles of more rows, which load the least.
  const perTile = vectors <= VECTORS ? vectors : 2
  const rows = evenTile(dims[row] ?? 1, [0, 6, 5, 3, 2, 2][perTile]!)
  overResults(c, () =>
    inTiles(c, row, rows, (rows) => inTiles(c, column, perTile * v.width, (count) => resultTile(c, rows, count))),
  )
}

function resultTile(c: Contraction, rows: number, count: number): void {
  const { v, out, dims, inner, parts } = c
  const [row, column] = [dims.length - 2, dims.length - 1]
  const vectors = Math.ceil(count / v.width)
  const sums = Array.from({ length: rows * vectors }, () => out.take(V128))
  for (const local of sums) setLocal(local, v.number(0))(out)

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
        const load = moving ? v.load : v.loadSplat
        setLocal(local, load(getLocal(part.pointer), offset * v.bytes))(out)
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

/** The loops over terms; the innermost takes two at a time. */
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

// ── A vector of neighbouring terms ──────────────────────────────────────────────────────────────────────────────────

function acrossTerms(c: Contraction): void {
  const { v, dims, inner, parts, out } = c
  const [row, column] = [dims.length - 2, dims.length - 1]
  const terms = inner.at(-1) ?? 1
  const vectors = Math.ceil(terms / v.width)
  // The factors that do not change along a row of results are loaded once per row.
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
            setLocal(local, loadTerms(c, parts[1]!, r, 0, k * v.width))(out)
          }
        }
      }
      inTiles(c, column, v.width, (columns) => termTile(c, rows, columns, kept))
      for (const local of kept.values()) out.give(local)
    }),
  )
}

function loadTerms(c: Contraction, part: Part, r: number, column: number, displaced: number): Code {
  const { v, dims } = c
  const [rowStride, columnStride] = [part.outer[dims.length - 2] ?? 0, part.outer[dims.length - 1] ?? 0]
  const stride = part.inner.at(-1) ?? 0
  const base = part.base + rowStride * r + columnStride * column
  const pointer = getLocal(part.pointer)
  if (stride === 0) return v.loadSplat(pointer, base * v.bytes)
  if (stride === 1) return v.load(pointer, (base + displaced) * v.bytes)
  const offset = (place: number) => (base + (displaced + place) * stride) * v.bytes
  let code = v.loadSplat(pointer, offset(0))
  for (let place = 1; place < v.width; place++) code = v.loadPlace(pointer, offset(place), code, place)
  return code
}

function termTile(c: Contraction, rows: number, columns: number, kept: ReadonlyMap<string, number>): void {
  const { v, out, dims, inner, parts } = c
  const [row, column] = [dims.length - 2, dims.length - 1]
  const terms = inner.at(-1) ?? 1
  const whole = Math.floor(terms / v.width)
  const rest = terms % v.width
  const written = whole + (rest > 0 ? 1 : 0) <= UNROLLED
  const ways = !written && rows * columns <= 2 ? 4 : 1 // independent sums, so that one addition need not wait for another
  const sums = Array.from({ length: rows * columns * ways }, () => out.take(V128))
  for (const local of sums) setLocal(local, v.number(0))(out)

  const vectorAt = (k: number, way: number, mask?: Code) => {
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
        setLocal(local, loadTerms(c, part, rowMoves, columnMoves, k * v.width))(out)
      }
      return getLocal(local)
    }
    for (let r = 0; r < rows; r++) {
      for (let col = 0; col < columns; col++) {
        const factors = parts.slice(1).map((part) => operand(part, r, col))
        const product = factors.length === 1 ? factors[0]! : c.multiply(factors[0]!, factors[1]!)
        const local = sums[(r * columns + col) * ways + way]!
        setLocal(local, v.add(getLocal(local), mask === undefined ? product : and(product, mask)))(out)
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
      if (rest > 0) vectorAt(whole, 0, v.firstPlaces(rest))
      return
    }
    const unroll = Math.max(ways, 2)
    const loops = Math.floor(whole / unroll)
    const steps = innerSteps(c, d, v.width * unroll)
    loop(out, loops, steps, () => {
      for (let k = 0; k < unroll; k++) vectorAt(k, k % ways)
    })
    move(out, steps, loops)
    for (let k = 0; k < whole % unroll; k++) vectorAt(k, k % ways)
    if (rest > 0) vectorAt(whole % unroll, 0, v.firstPlaces(rest))
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

function write(
  c: Contraction,
  local: number,
  { base, stride }: { base: number; stride: number },
  places: number,
): void {
  const { v, out, parts, accumulate } = c
  const pointer = getLocal(parts[0]!.pointer)
  if (accumulate !== undefined) {
    const strided = places > 1 && stride !== 1
    let before = strided || places < v.width ? v.loadSplat(pointer, base * v.bytes) : v.load(pointer, base * v.bytes)
    if (strided || places < v.width) {
      for (let p = 1; p < places; p++) before = v.loadPlace(pointer, (base + p * stride) * v.bytes, before, p)
    }
    setLocal(local, v.add(getLocal(local), and(before, accumulate)))(out)
  }
  storeVector(v, pointer, { base, strides: [stride] }, 0, places, getLocal(local), out)
}
