/** Helpers of the tests: they compile a function in several ways, and compare it with the engine, which runs it on Values. */
import { expect } from '@jest/globals'
import { table, Value } from '@gradus/engine'
import type { Compiled, CompileOptions, Shape, ValueFunction } from '../src/index.js'
import { compile } from '../src/index.js'
import { LOWERINGS } from '../src/passes/lower.js'
import { kernels } from '../src/wasm/kernels.js'

/** How a function is compiled, and how many examples it gets at a time. */
export interface Way extends CompileOptions {
  backend: 'interpreter' | 'wasm'
  examples: number
}

/** One point, an odd number of examples, and two whole blocks of lanes with a remainder. */
export const WAYS: Way[] = (['interpreter', 'wasm'] as const).flatMap((backend) =>
  [1, 7, 35].map((examples) => ({ backend, examples })),
)

export const nameOf = ({ backend, precision = 'f64', examples }: Way): string =>
  `${backend} ${precision}, ${examples === 1 ? 'single' : `${examples} examples`}`

/** A function that returns one Value, with what `compile` needs. */
export interface Subject {
  f: ValueFunction
  shape: Shape
  parameters?: Value[]
}

/** Compiles without the comparison of the first call: the tests compare more strictly. */
export const compileFor = ({ f, shape, parameters = [] }: Subject, { backend, precision = 'f64' }: Way): Compiled =>
  compile(f, shape, { parameters, backend, precision, mustMatchEngine: false })

export interface Numbers {
  values: number[]
  gradient: number[]
  parameterGradient: number[]
}

/** The values and gradients that `valueAndGradient` should return, computed by the engine. */
export function byEngine({ f, shape, parameters = [] }: Subject, points: ArrayLike<number>): Numbers {
  const width = shape.reduce<number>((n, s) => n + (s === 'scalar' ? 1 : s), 0)
  const count = width === 0 ? 1 : points.length / width
  const values: number[] = []
  const gradient: number[] = []
  for (const p of parameters) p.zeroGrad()
  for (let b = 0; b < count; b++) {
    const leaves = Array.from({ length: width }, (_, i) => new Value(points[b * width + i]!))
    const y = f(...argumentsOf(shape, leaves)) as Value | number
    if (y instanceof Value) y.backward()
    values.push(typeof y === 'number' ? y : y.data)
    gradient.push(...leaves.map((x) => x.grad))
  }
  const parameterGradient = parameters.map((p) => p.grad / count)
  for (const p of parameters) p.zeroGrad()
  return { values, gradient, parameterGradient }
}

export function argumentsOf(shape: Shape, leaves: Value[]): (Value | Value[])[] {
  const rest = [...leaves]
  return shape.map((s) => (s === 'scalar' ? rest.shift()! : rest.splice(0, s)))
}

/** Whether two numbers differ by rounding at most, relative to the expected number, or to `scale` if that is larger. */
export const near = (got: number, expected: number, tolerance: number, scale = 0): boolean =>
  Object.is(got, expected) ||
  (got === expected && got !== 0) ||
  (got !== expected && Math.abs(got - expected) <= tolerance * Math.max(Math.abs(expected), scale))

/** As `near`, but a slope may be 0 or −0: the engine's `backward` adds to 0, its `grad` does not. */
export const nearSlope = (got: number, expected: number, tolerance: number, scale = 0): boolean =>
  got === expected || near(got, expected, tolerance, scale)

/** The largest relative error so far that was within its tolerance. */
export const worst = { value: 0 }

/** Runs the compiled function on the points. Returns a text for each number that differs from the engine's. */
export function differences(
  compiled: Compiled,
  subject: Subject,
  points: ArrayLike<number>,
  tolerance: number,
  scale = 1,
): string[] {
  const expected = byEngine(subject, points)
  const got = compiled.valueAndGradient(points)
  const wrong: string[] = []
  const largest = (list: readonly number[]) =>
    list.reduce((m, x) => (Number.isFinite(x) ? Math.max(m, Math.abs(x)) : m), scale)
  for (const key of ['values', 'gradient', 'parameterGradient'] as const) {
    const same = key === 'values' ? near : nearSlope
    // If the parts of a slope nearly cancel, its error is relative to the parts.
    const size = key === 'values' ? scale : largest(expected[key])
    expected[key].forEach((x, i) => {
      const y = got[key][i]!
      if (!same(y, x, tolerance, size)) wrong.push(`${key}[${i}] is ${text(y)}, by the engine ${text(x)}`)
      else if (Number.isFinite(x)) worst.value = Math.max(worst.value, Math.abs(x - y) / Math.max(Math.abs(x), size))
    })
    if (got[key].length !== expected[key].length) wrong.push(`${key} has ${got[key].length} numbers`)
  }
  return wrong
}

const text = (x: number): string => (Object.is(x, -0) ? '-0' : String(x))

/** A small generator of random numbers in [0, 1). The same seed gives the same numbers. */
export function generator(seed: number): () => number {
  let state = (seed * 7919 + 1) % 2147483647
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647
  for (let i = 0; i < 5; i++) next()
  return next
}

/** Expects that the code of this backend was made and has run, and that every op with a kernel runs through its kernel. */
export function expectFast(compiled: Compiled, { backend, examples }: Way, calls: number): void {
  const { runs, codeBytes, fallbacks } = compiled.report('gradient', examples)
  expect(runs).toBeGreaterThanOrEqual(calls)
  expect(codeBytes > 0).toBe(backend === 'wasm')
  expect(fallbacks.filter((name) => backend !== 'wasm' || !WITHOUT_KERNEL.includes(name))).toEqual([])
}

/** The ops that run through their own `f` in WebAssembly: those with neither a kernel nor a form made of ops that have one. */
export const WITHOUT_KERNEL: readonly string[] = Object.values(table)
  .filter((op) => !kernels.has(op) && !LOWERINGS.has(op))
  .map(({ name }) => name)
  .sort()
