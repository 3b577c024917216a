/** What the two ways of summing products share: the loops over the results, and the place where a sum ends up. */
import { storeVector } from './emit-map.js'
import { type Code, getLocal, loop, move, setLocal, type Writer } from './encoder.js'
import { and, loadPlaces, type Vectors } from './vectors.js'

/** The loops of a contraction, and where its parts stand in them. */
export interface Contraction {
  readonly v: Vectors
  readonly out: Writer
  readonly dims: readonly number[]
  readonly inner: readonly number[]
  /** out, a and b (if there is one): base, strides over the results, strides over the terms, pointer. */
  readonly parts: readonly Part[]
  readonly multiply: (a: Code, b: Code) => Code
  readonly accumulate: Code | undefined
}
export interface Part {
  readonly base: number
  readonly outer: readonly number[]
  readonly inner: readonly number[]
  readonly pointer: number
}

const stepsOf = ({ parts, v }: Contraction, d: number, times = 1) =>
  parts.map(({ pointer, outer }): [number, number] => [pointer, (outer[d] ?? 0) * times * v.bytes])
export const innerSteps = ({ parts, v }: Contraction, d: number, times = 1) =>
  parts.map(({ pointer, inner }): [number, number] => [pointer, (inner[d] ?? 0) * times * v.bytes])

/** The loops over results but the last two, which `tiles` covers. */
export function overResults(c: Contraction, tiles: () => void): void {
  const visit = (d: number): void => {
    if (d >= c.dims.length - 2) tiles()
    else loop(c.out, c.dims[d]!, stepsOf(c, d), () => visit(d + 1))
  }
  visit(0)
}

/** Runs `body(size)` for as many whole tiles as loop d has, then once for what is left. */
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

/** Stores a vector of sums, added to what is there if the contraction accumulates. */
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
