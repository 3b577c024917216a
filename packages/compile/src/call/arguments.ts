/** The arguments of `compile` and of compiled functions, and what is refused. */
import { Value } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import type { Precision } from '../memory/arena.js'
import { hasSimd } from '../wasm/simd.js'

export interface CompileOptions {
  /** The Values outside the function that it uses: the parameters of a model. Their numbers are read at each call. */
  parameters?: readonly Value[]
  /** Of the arithmetic: 'f64' by default; 'f32' is faster and keeps about 7 digits. */
  precision?: Precision
  /** 'wasm' needs WebAssembly with SIMD, 'interpreter' runs anywhere; by default the first that there is. */
  backend?: Backend
  /** Whether the first call is compared with the engine; default true. */
  mustMatchEngine?: boolean
}

export type Backend = 'wasm' | 'interpreter'

/** The options with their defaults. */
export function checkCompileOptions(options: CompileOptions): Required<CompileOptions> {
  checkOptions('compile', options, ['parameters', 'precision', 'backend', 'mustMatchEngine'])
  const {
    parameters = [],
    precision = 'f64',
    backend = hasSimd() ? 'wasm' : 'interpreter',
    mustMatchEngine = true,
  } = options
  oneOf('compile', 'precision', precision, ['f64', 'f32'])
  oneOf('compile', 'backend', backend, ['wasm', 'interpreter'])
  if (backend === 'wasm' && !hasSimd()) {
    throw new RangeError("compile: there is no WebAssembly with SIMD here. Leave out backend, or pass 'interpreter'.")
  }
  if (typeof mustMatchEngine !== 'boolean')
    throw new TypeError(`compile: mustMatchEngine is ${show(mustMatchEngine)}. Pass true or false.`)
  return { parameters: checkedParameters('compile', parameters), precision, backend, mustMatchEngine }
}

export function oneOf(where: string, name: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return
  throw new RangeError(`${where}: ${name} is ${show(value)}. Pass ${allowed.map(show).join(' or ')}.`)
}

/** A copy, which stays as it is. */
export function checkedParameters(where: string, parameters: readonly Value[]): Value[] {
  if (!Array.isArray(parameters))
    throw new TypeError(`${where}: parameters is ${show(parameters)}. Pass an array of Values.`)
  const seen = new Set<Value>()
  return [...(parameters as readonly unknown[])].map((p, i) => {
    if (!(p instanceof Value)) throw new TypeError(`${where}: parameter ${i} is ${show(p)}. Pass a Value.`)
    if (p.op !== null) throw new TypeError(`${where}: parameter ${i} is ${p}. Pass a Value that no op has made.`)
    mustNotBeFrozen(where, p, i)
    if (seen.has(p)) throw new RangeError(`${where}: parameter ${i} is ${p}, which is listed twice. Pass it once.`)
    seen.add(p)
    return p
  })
}

/** Compiling marks parameters, and the comparison with the engine leaves gradients in them for a moment. */
export function mustNotBeFrozen(where: string, p: Value, i: number): void {
  if (Object.isFrozen(p))
    throw new TypeError(`${where}: parameter ${i} is ${p}, which is frozen. Pass one that is not.`)
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
