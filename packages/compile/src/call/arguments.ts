/** Checks the arguments of `compile` and of compiled functions. */
import { Value } from '@gradus/engine'
import { checkBoolean, checkOptions, oneOf, show } from '@gradus/engine/errors'
import type { Precision } from '../memory/arena.js'
import { hasSimd } from '../wasm/simd.js'

export interface CompileOptions {
  /**
   * The Values outside the function that it uses, such as the parameters of a model. Each call reads their numbers.
   * Default [].
   */
  parameters?: readonly Value[]
  /** 'f64' (the default) computes with 64-bit numbers; 'f32' is faster and keeps about 7 digits. */
  precision?: Precision
  /** 'wasm' needs WebAssembly with SIMD; 'interpreter' runs anywhere. Default: 'wasm' where it is available. */
  backend?: Backend
  /**
   * Whether the first results of each kind are compared with the engine; if they differ, the call throws. Default true.
   */
  mustMatchEngine?: boolean
}

/** What runs the compiled code. */
export type Backend = 'wasm' | 'interpreter'

/** Returns the options, checked and completed with their defaults. */
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
  checkBoolean('compile', 'mustMatchEngine', mustMatchEngine)
  return { parameters: checkedParameters('compile', parameters), precision, backend, mustMatchEngine }
}

/** Returns a checked copy, so that later changes of the caller's array have no effect. */
export function checkedParameters(where: string, parameters: readonly Value[]): Value[] {
  if (!Array.isArray(parameters))
    throw new TypeError(`${where}: parameters is ${show(parameters)}. Pass an array of Values.`)
  const checked = [...(parameters as readonly unknown[])].map((p, i) => {
    if (!(p instanceof Value)) throw new TypeError(`${where}: parameter ${i} is ${show(p)}. Pass a Value.`)
    if (p.op !== null) throw new TypeError(`${where}: parameter ${i} is ${p}. Pass a Value that no op has made.`)
    mustNotBeFrozen(where, p, i).position = i
    return p
  })
  const first = checked.find((p, i) => p.position !== i)
  if (first === undefined) return checked
  throw new RangeError(`${where}: parameter ${first.position} is ${first}, which is listed twice. Pass it once.`)
}

/** Returns parameter i. A frozen Value cannot be used: recording and the engine set marks on parameters. */
export function mustNotBeFrozen(where: string, p: Value, i: number): Value {
  if (!Object.isFrozen(p)) return p
  throw new TypeError(`${where}: parameter ${i} is ${p}, which is frozen. Pass one that is not.`)
}

/** Returns the number of points. @throws RangeError for a wrong length, TypeError if an item is not a number */
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
