/** Every op of the table: value, slopes and second derivatives, with operands that are inputs, parameters or numbers. */
import { describe, expect, test } from '@jest/globals'
import { hvp, type Op, type Scalar, table, Value } from '@gradus/engine'
import { callFunction, samplePoints } from '@gradus/testkit'
import { compile } from '../../src/index.js'
import {
  compileFor,
  differences,
  generator,
  nameOf,
  nearSlope,
  type Subject,
  type Way,
  WAYS,
  WITHOUT_KERNEL,
} from '../beside-engine.js'

const ops = Object.entries(table)

/** `count` points: the list from the beginning, again and again. */
const repeated = (points: readonly (readonly number[])[], count: number) =>
  Array.from({ length: count }, (_, b) => points[b % points.length]!).flat()

/** The points of an op, grouped by length, because all points of a compiled function have one length. */
function pointsByLength(op: Op): number[][][] {
  const lists = new Map<number, number[][]>()
  for (const point of samplePoints(op)) lists.set(point.length, [...(lists.get(point.length) ?? []), point])
  return [...lists.values()]
}

describe.each(WAYS.map((way) => [nameOf(way), way] as const))('%s', (_, way) => {
  test.each(ops)('%s has the value and slopes of the engine', (_, op) => {
    for (const points of pointsByLength(op)) {
      const subject: Subject = { f: (xs) => callFunction(op, xs) as Value, shape: [points[0]!.length] }
      const compiled = compileFor(subject, way)
      for (let i = 0; i < points.length; i++) {
        const shifted = [...points.slice(i), ...points.slice(0, i)]
        expect(differences(compiled, subject, repeated(shifted, way.examples), 2e-14, 1e-3)).toEqual([])
      }
    }
  })

  test.each(ops)('%s has the second derivatives of the engine', (_, op) => {
    const random = generator(3)
    for (const points of pointsByLength(op)) {
      const f = (xs: readonly Scalar[]) => callFunction(op, xs) as Value
      const compiled = compileFor({ f: f as Subject['f'], shape: [points[0]!.length] }, way)
      const all = repeated(points, way.examples)
      const vectors = all.map(() => 2 * random() - 1)
      const got = compiled.hvp(all, vectors)
      const n = points[0]!.length
      for (let b = 0; b < way.examples; b++) {
        const [at, v] = [all, vectors].map((list) => list.slice(b * n, (b + 1) * n)) as [number[], number[]]
        hvp(f, at, v).forEach((expected, i) => {
          const y = got[b * n + i]!
          if (!nearSlope(y, expected, 1e-12, 1)) expect({ at, v, i, got: y }).toEqual({ at, v, i, got: expected })
        })
      }
    }
  })

  test.each(ops)('%s takes inputs, parameters and numbers as its operands', (_, op) => {
    const random = generator(5)
    for (const point of samplePoints(op).slice(0, 8)) {
      const { subject, inputs } = mixed(op, point, random)
      const compiled = compileFor(subject, way)
      const points = repeated([inputs], inputs.length === 0 ? 1 : way.examples)
      expect(differences(compiled, subject, points, 2e-14, 1e-3)).toEqual([])
      for (const p of subject.parameters!) p.data *= 1.01
      expect(differences(compiled, subject, points, 2e-14, 1e-3)).toEqual([])
    }
  })
})

/** The op with operands that are inputs, parameters or plain numbers, chosen at random. */
function mixed(op: Op, point: readonly number[], random: () => number) {
  const parameters: Value[] = []
  const inputs: number[] = []
  const readers = point.map((x): ((xs: readonly Value[]) => Scalar) => {
    const kind = Math.floor(3 * random())
    if (kind === 0) return () => x
    if (kind === 1) {
      const p = new Value(x)
      parameters.push(p)
      return () => p
    }
    const at = inputs.push(x) - 1
    return (xs) => xs[at]!
  })
  const f = (xs: readonly Value[] = []) =>
    callFunction(
      op,
      readers.map((read) => read(xs)),
    ) as Value
  const subject: Subject = { f, shape: inputs.length === 0 ? [] : [inputs.length], parameters }
  return { subject, inputs }
}

/** The ops without a kernel that a function of just this op contains. */
const fallbacksOf = (op: Op, way: Way): readonly string[] => {
  const n = samplePoints(op)[0]!.length
  const compiled = compile((xs: Value[]) => callFunction(op, xs) as Value, [n], { backend: way.backend })
  const report = compiled.report('outputs', way.examples)
  expect(report.backend).toBe(way.backend)
  expect(report.lanes).toBe(Math.min(way.examples, 16))
  expect(report.codeBytes > 0).toBe(way.backend === 'wasm')
  return report.fallbacks
}

test.each(WAYS.map((way) => [nameOf(way), way] as const))(
  '%s: only the ops without a kernel run through their own f',
  (_, way) => {
    const without = ops.flatMap(([, op]) => fallbacksOf(op, way))
    expect(without.sort()).toEqual(way.backend === 'wasm' ? WITHOUT_KERNEL : [])
  },
)
