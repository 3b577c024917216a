/** Vector instructions for both precisions: two 64-bit numbers, or four 32-bit numbers. */
import { type Code, getLocal, instruction, memory, setLocal, simd, V128, vector, type Writer } from './encoder.js'

type Binary = (a: Code, b: Code) => Code
type Unary = (a: Code) => Code

/** The instructions for one precision. A place is the position of a number in a vector. */
export interface Vectors {
  readonly bytes: 8 | 4
  readonly width: 2 | 4
  readonly add: Binary
  readonly sub: Binary
  readonly mul: Binary
  readonly div: Binary
  readonly min: Binary
  readonly max: Binary
  /**
   * The first number, unless the second is smaller (larger). Faster than min and max, and NaN only if the first one is.
   */
  readonly firstMin: Binary
  readonly firstMax: Binary
  readonly eq: Binary
  readonly ne: Binary
  readonly lt: Binary
  readonly gt: Binary
  readonly le: Binary
  readonly ge: Binary
  readonly sqrt: Unary
  readonly abs: Unary
  readonly neg: Unary
  /** The same number in all places. */
  readonly number: (x: number) => Code
  /** A mask of the first `count` places. */
  readonly firstPlaces: (count: number) => Code
  readonly load: (address: Code, offset: number) => Code
  /** Loads one number into all places. */
  readonly loadSplat: (address: Code, offset: number) => Code
  readonly loadPlace: (address: Code, offset: number, into: Code, place: number) => Code
  readonly store: (address: Code, offset: number, value: Code) => Code
  readonly storePlace: (address: Code, offset: number, value: Code, place: number) => Code
}

const shared = {
  load: memory([0xfd, 0x00], 3),
  store: memory([0xfd, 0x0b], 3),
}

const places = (bytes: 8 | 4, count: number): Code =>
  vector((view) => {
    for (let i = 0; i < 16; i++) view.setUint8(i, i < count * bytes ? 0xff : 0)
  })

export const F64X2: Vectors = {
  bytes: 8,
  width: 2,
  add: simd(0xf0),
  sub: simd(0xf1),
  mul: simd(0xf2),
  div: simd(0xf3),
  min: simd(0xf4),
  max: simd(0xf5),
  firstMin: simd(0xf6),
  firstMax: simd(0xf7),
  eq: simd(0x47),
  ne: simd(0x48),
  lt: simd(0x49),
  gt: simd(0x4a),
  le: simd(0x4b),
  ge: simd(0x4c),
  sqrt: simd(0xef),
  abs: simd(0xec),
  neg: simd(0xed),
  number: (x) =>
    vector((view) => {
      view.setFloat64(0, x, true)
      view.setFloat64(8, x, true)
    }),
  firstPlaces: (count) => places(8, count),
  load: (address, offset) => shared.load(address, offset),
  loadSplat: (address, offset) => memory([0xfd, 0x0a], 3)(address, offset),
  loadPlace: (address, offset, into, place) => memory([0xfd, 0x57], 3)(address, offset, into, place),
  store: (address, offset, value) => shared.store(address, offset, value),
  storePlace: (address, offset, value, place) => memory([0xfd, 0x5b], 3)(address, offset, value, place),
}

export const F32X4: Vectors = {
  bytes: 4,
  width: 4,
  add: simd(0xe4),
  sub: simd(0xe5),
  mul: simd(0xe6),
  div: simd(0xe7),
  min: simd(0xe8),
  max: simd(0xe9),
  firstMin: simd(0xea),
  firstMax: simd(0xeb),
  eq: simd(0x41),
  ne: simd(0x42),
  lt: simd(0x43),
  gt: simd(0x44),
  le: simd(0x45),
  ge: simd(0x46),
  sqrt: simd(0xe3),
  abs: simd(0xe0),
  neg: simd(0xe1),
  number: (x) =>
    vector((view) => {
      for (let i = 0; i < 16; i += 4) view.setFloat32(i, x, true)
    }),
  firstPlaces: (count) => places(4, count),
  load: (address, offset) => memory([0xfd, 0x00], 2)(address, offset),
  loadSplat: (address, offset) => memory([0xfd, 0x09], 2)(address, offset),
  loadPlace: (address, offset, into, place) => memory([0xfd, 0x56], 2)(address, offset, into, place),
  store: (address, offset, value) => memory([0xfd, 0x0b], 2)(address, offset, value),
  storePlace: (address, offset, value, place) => memory([0xfd, 0x5a], 2)(address, offset, value, place),
}

/**
 * Loads the first `places` numbers of a vector, each `stride` numbers after the one before. Nothing else is read, and
 * the other places hold arbitrary numbers.
 */
export function loadPlaces(v: Vectors, pointer: Code, base: number, stride: number, places: number): Code {
  if (stride === 0 || places === 1) return v.loadSplat(pointer, base * v.bytes)
  if (stride === 1 && places === v.width) return v.load(pointer, base * v.bytes)
  let code = v.loadSplat(pointer, base * v.bytes)
  for (let place = 1; place < places; place++) {
    code = v.loadPlace(pointer, (base + place * stride) * v.bytes, code, place)
  }
  return code
}

export const and = simd(0x4e)
export const andNot = simd(0x4f) // a and not b
export const or = simd(0x50)
/** a where the mask is set, b elsewhere. */
export const select = (mask: Code, a: Code, b: Code): Code => simd(0x52)(a, b, mask)

export const promoteLow = simd(0x5f)
export const demote = simd(0x5e)
export const shuffle = (a: Code, b: Code, bytes: readonly number[]): Code => instruction(0xfd, 0x0d, ...bytes)(a, b)

const low8 = [0, 1, 2, 3, 4, 5, 6, 7]
const high8 = low8.map((i) => i + 8)
/** The upper halves of a and b. */
export const highs = (a: Code, b: Code): Code => shuffle(a, b, [...high8, ...high8.map((i) => i + 16)])
/** The lower halves of a and b. */
export const lows = (a: Code, b: Code): Code => shuffle(a, b, [...low8, ...low8.map((i) => i + 16)])

/** Computes `value` once, in a local variable that `body` may use several times. */
export const withVector =
  (value: Code, body: (x: Code) => Code): Code =>
  (out: Writer) => {
    const local = out.take(V128)
    setLocal(local, value)(out)
    body(getLocal(local))(out)
    out.give(local)
  }

/** A vector in whose place i is the sum of all numbers of xs[i]. */
export function sumAcross(v: Vectors, xs: readonly Code[]): Code {
  const at = (i: number): Code => xs[Math.min(i, xs.length - 1)]!
  if (v.width === 2) return v.add(lows(at(0), at(1)), highs(at(0), at(1)))
  const even = [0, 1, 2, 3, 8, 9, 10, 11]
  const odd = even.map((i) => i + 4)
  const pairs = (a: Code, b: Code): Code =>
    v.add(shuffle(a, b, [...even, ...even.map((i) => i + 16)]), shuffle(a, b, [...odd, ...odd.map((i) => i + 16)]))
  return pairs(pairs(at(0), at(1)), pairs(at(2), at(3)))
}
