/** What the two ways of summing products have in common: the loops over the results, and storing a sum. */
import { storeVector } from './emit-map.js'
import { type Code, getLocal, loop, move, setLocal, type Writer } from './encoder.js'
import { and, loadPlaces, type Vectors } from './vectors.js'

/** A sum of products: its loops, and where its operands and results are. */
export interface Contraction {
  readonly v: Vectors
  readonly out: Writer
  /** The loops over the results. */
  readonly dims: readonly number[]
  /** The loops over the terms. */
  readonly inner: readonly number[]
  /** The results, then a, then b if there is one. */
  readonly parts: readonly Part[]
  readonly multiply: (a: Code, b: Code) => Code
  /** The mask of what is kept of the old results; undefined if nothing is. */
  readonly accumulate: Code | undefined
}

/** Where the numbers of an operand, or the results, are. */
export interface Part {
  readonly base: number
  /** Strides over the results. */
  readonly outer: readonly number[]
  /** Strides over the terms. */
  readonly inner: readonly number[]
  /** The local variable with the moving part of the address. */
  readonly pointer: number
}

const stepsOf = ({ parts, v }: Contraction, d: number, times = 1) =>
  parts.map(({ pointer, outer }): [number, number] => [pointer, (outer[d] ?? 0) * times * v.bytes])
export const innerSteps = ({ parts, v }: Contraction, d: number, times = 1) =>
  parts.map(({ pointer, inner }): [number, number] => [pointer, (inner[d] ?? 0) * times * v.bytes])

/** The loops over the results except for the last two, which `tiles` covers. */
export function overResults(c: Contraction, tiles: () => void): void {
  const visit = (d: number): void => {
    if (d >= c.dims.length - 2) tiles()
    else loop(c.out, c.dims[d]!, stepsOf(c, d), () => visit(d + 1))
  }
  visit(0)
}

/** Calls `body(size)` for each whole tile of loop d, then once for the rest. */
export function inTiles(c: Contraction, d: number, size: number, body: (size: number) => void): void {
  const count = c.dims[d] ?? 1
  const whole = Math.floor(count / size)
  const rest = count % size
  if (whole > 0) loop(c.out, whole, stepsOf(c, d, size), () => body(size))
  if (rest === 0) return
  move(c.out, stepsOf(c, d, size), whole)
  body(rest)
  move(c.out, stepsOf(c, d, size), -whole)
}

/** Stores a vector of sums. If the contraction accumulates, the sums are added to the old results. */
export function write(
  c: Contraction,
  local: number,
  { base, stride }: { base: number; stride: number },
  places: number,
): void {
  const { v, out, parts, accumulate } = c
  const pointer = getLocal(parts[0]!.pointer)
  if (accumulate !== undefined) {
    const before = loadPlaces(v, pointer, base, stride, places)
    setLocal(local, v.add(getLocal(local), and(before, accumulate)))(out)
  }
  storeVector(v, pointer, { base, strides: [stride] }, 0, places, getLocal(local), out)
}
