/** The arguments of `compile` and of compiled functions, and what is refused. */
import { Value } from '@gradus/engine'
import { checkBoolean, checkOptions, oneOf, show } from '@gradus/engine/errors'
import type { Precision } from '../memory/arena.js'
import { hasSimd } from '../wasm/simd.js'

export interface CompileOptions {
  /** The Values outside the function that it uses: the parameters of a model. Their numbers are read at each call. */
  params?: readonly Value[]
  /** Of the arithmetic: 'f64' by default; 'f32' is faster and keeps about 7 digits. */
  precision?: Precision
  /** 'wasm' needs WebAssembly with SIMD, 'interpreter' runs anywhere; by default the first that there is. */
  engine?: EngineName
  /** Whether the first call is compared with the engine; default true. */
  check?: boolean
}

export type EngineName = 'wasm' | 'interpreter'

/** The options with their defaults. */
export function checkCompileOptions(options: CompileOptions): Required<CompileOptions> {
  checkOptions('compile', options, ['params', 'precision', 'engine', 'check'])
  const { params = [], precision = 'f64', engine = hasSimd() ? 'wasm' : 'interpreter', check = true } = options
  oneOf('compile', 'precision', precision, ['f64', 'f32'])
  oneOf('compile', 'engine', engine, ['wasm', 'interpreter'])
  if (engine === 'wasm' && !hasSimd()) {
    throw new RangeError("compile: there is no WebAssembly with SIMD here. Leave out engine, or pass 'interpreter'.")
  }
  checkBoolean('compile', 'check', check)
  return { params: checkedParams('compile', params), precision, engine, check }
}

/** A copy, which stays as it is. */
export function checkedParams(where: string, params: readonly Value[]): Value[] {
  if (!Array.isArray(params)) throw new TypeError(`${where}: params is ${show(params)}. Pass an array of Values.`)
  const seen = new Set<Value>()
  return [...(params as readonly unknown[])].map((p, i) => {
    if (!(p instanceof Value)) throw new TypeError(`${where}: param ${i} is ${show(p)}. Pass a Value.`)
    if (p.op !== null) throw new TypeError(`${where}: param ${i} is ${p}. Pass a Value that no op has made.`)
    mustNotBeFrozen(where, p, i)
    if (seen.has(p)) throw new RangeError(`${where}: param ${i} is ${p}, which is there twice. Pass it once.`)
    seen.add(p)
    return p
  })
}

/** Compiling marks parameters, and the comparison with the engine leaves gradients in them for a moment. */
export function mustNotBeFrozen(where: string, p: Value, i: number): void {
  if (Object.isFrozen(p)) throw new TypeError(`${where}: param ${i} is ${p}, which is frozen. Pass one that is not.`)
}

/** How many points there are; refuses other lengths and anything but numbers. */
export function countOf(where: string, points: ArrayLike<number>, width: number, what = 'points'): number {
  const typed = points instanceof Float64Array || points instanceof Float32Array
  if (!typed && (typeof points !== 'object' || points === null || !('length' in points))) {
    throw new TypeError(`${where}: the ${what} are ${show(points)}. Pass a flat array of numbers.`)
  }
  const count = width === 0 ? 1 - points.length : points.length / width
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `${where}: the length of the ${what} is ${points.length}. Pass ${width} numbers for each point.`,
    )
  }
  if (!typed) {
    for (let i = 0; i < points.length; i++) {
      if (typeof points[i] === 'number') continue
      throw new TypeError(`${where}: item ${i} of the ${what} is ${show(points[i])}. Pass a number.`)
    }
  }
  return count
}
