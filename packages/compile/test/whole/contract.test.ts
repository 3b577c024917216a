/** What `compile` promises about the functions it accepts and the numbers it returns, for each backend. */
import { describe, expect, test } from '@jest/globals'
import { add, dot, gradient, hvp, jacobian, mul, sub, sum, tanh, Value, where } from '@gradus/engine'
import { compile, type CompileOptions, type Backend, lanesFor } from '../../src/index.js'
import { generator } from '../beside-engine.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']
const close = (got: ArrayLike<number>, expected: readonly number[], digits = 13) => {
  expect(got).toHaveLength(expected.length)
  expected.forEach((x, i) =>
    expect(Math.abs(got[i]! - x)).toBeLessThanOrEqual(10 ** -digits * Math.max(1, Math.abs(x))),
  )
}
const draws = (seed: number, count: number) => {
  const random = generator(seed)
  return Array.from({ length: count }, () => 4 * random() - 2)
}
/** A function with all kinds of instructions: long and short sums, products of all pairs, and a branch. */
const mixed =
  (w: readonly Value[]) =>
  (xs: Value[]): Value => {
    const hidden = Array.from({ length: 5 }, (_, i) => tanh(dot(w.slice(12 * i, 12 * i + 12), xs).add(w[60]!)))
    const pairs = xs.flatMap((x, i) => xs.slice(0, i).map((y) => x.mul(y)))
    return add(sum(hidden), mul(0.1, sum(pairs))).add(where(xs[0]!.gt(w[1]!), xs[0]!.square(), xs[1]!.mul(w[2]!)))
  }
const weights = () => draws(3, 61).map((x) => new Value(x / 2))

describe.each(BACKENDS)('%s', (backend) => {
  const options: CompileOptions = { backend }

  test('where takes the branch of each example', () => {
    const f = compile((x: Value, a: Value) => where(x.gt(a), x.square(), a.mul(3)), ['scalar', 'scalar'], options)
    expect([...f.values([2, 1, 1, 2, 1, 1])]).toEqual([4, 6, 3])
    expect([...f.gradient([2, 1, 1, 2, 1, 1])]).toEqual([4, 0, 0, 3, 0, 3])
  })

  test('each call uses the present numbers of the parameters', () => {
    const [w, b] = [new Value(2, 'w'), new Value(-1, 'b')]
    const scaled = (x: Value) => x.mul(w)
    const f = compile((x: Value) => scaled(x).add(b).square(), ['scalar'], { parameters: [w, b], backend })
    expect(f.value([3])).toBe(25)
    w.data = 10
    expect(f.value([3])).toBe(841)
    const { value, parameterGradient } = f.valueAndGradient([3])
    expect([value, ...parameterGradient]).toEqual([841, 2 * 29 * 3, 2 * 29])
    expect([w.grad, w.hasGrad, b.grad, b.hasGrad]).toEqual([0, false, 0, false])
  })

  test('the parameter gradient is the mean over the examples, also if a parameter is not combined with an input', () => {
    const [w, b] = [new Value(2), new Value(3)]
    const f = compile((x: Value) => x.mul(w).add(b.square()), ['scalar'], { parameters: [w, b], backend })
    for (const count of [1, 2, 5, 16, 17, 33]) {
      const xs = Array.from({ length: count }, (_, i) => i)
      const { value, parameterGradient } = f.valueAndGradient(xs)
      close([value, ...parameterGradient], [2 * ((count - 1) / 2) + 9, (count - 1) / 2, 6])
    }
  })

  test('a function without inputs has one example, and an empty point', () => {
    const w = [new Value(1), new Value(2)]
    const f = compile(() => w[0]!.mul(w[1]!).exp(), [], { parameters: w, backend })
    const { value, values, gradient, parameterGradient } = f.valueAndGradient([])
    expect([f.inputs, f.outputs, f.value([]), values.length, gradient.length]).toEqual([0, 1, value, 1, 0])
    close([value, ...parameterGradient], [Math.exp(2), 2 * Math.exp(2), Math.exp(2)])
    expect(f.hvp([], [])).toHaveLength(0)
    expect(f.jacobian([])).toHaveLength(0)
  })

  test('outputs may be constants, inputs and parameters, and may repeat', () => {
    const w = new Value(7)
    const f = compile(
      (x: Value) => [x, 5 as unknown as Value, w, x, new Value(0), new Value(-0), x.exp()],
      ['scalar'],
      {
        parameters: [w],
        backend,
      },
    )
    expect([...f.values([2, 0])]).toEqual([2, 5, 7, 2, 0, -0, Math.exp(2), 0, 5, 7, 0, 0, -0, 1])
    expect([...f.jacobian([2, 0])]).toEqual([1, 0, 0, 1, 0, 0, Math.exp(2), 1, 0, 0, 1, 0, 0, 1])
    const constant = compile(() => new Value(4), ['scalar'], options)
    const { values, gradient } = constant.valueAndGradient([1, 2, 3])
    expect([[...values], [...gradient], constant.value([1])]).toEqual([[4, 4, 4], [0, 0, 0], 4])
  })

  test('arguments that are not used have slope 0', () => {
    const f = compile((x: Value, _: Value[], y: Value) => x.mul(y), ['scalar', 3, 'scalar'], options)
    expect([...f.gradient([2, 9, 9, 9, 5])]).toEqual([5, 0, 0, 0, 2])
  })

  test("the Jacobian of several outputs is the engine's", () => {
    const F = (xs: Value[]) => [dot(xs, xs), xs[0]!.sin().mul(xs[3]!), sum(xs.map((x) => x.exp())), xs[2]!]
    const f = compile(F, [4], options)
    const points = draws(1, 4 * 19)
    const each = Array.from({ length: 19 }, (_, b) => points.slice(4 * b, 4 * b + 4))
    close(
      f.jacobian(points),
      each.flatMap((xs) => jacobian(F, xs).flat()),
    )
    close(
      f.values(points),
      each.flatMap((xs) => F(xs.map((x) => new Value(x))).map((y) => y.data)),
    )
    const single = compile((xs: Value[]) => F(xs)[2]!, [4], options)
    expect([...single.jacobian(points)]).toEqual([...single.gradient(points)])
  })

  test("hvp is the engine's", () => {
    const w = weights()
    const compiled = compile(mixed(w), [12], { parameters: w, backend })
    const [points, vectors] = [draws(5, 12 * 18), draws(6, 12 * 18)]
    const at = (list: number[], b: number) => list.slice(12 * b, 12 * b + 12)
    const expected = Array.from({ length: 18 }, (_, b) => hvp(mixed(w), at(points, b), at(vectors, b))).flat()
    close(compiled.hvp(points, vectors), expected)
    for (const p of w) p.data *= 0.5
    close(compiled.hvp(at(points, 0), at(vectors, 0)), hvp(mixed(w), at(points, 0), at(vectors, 0)))
  })

  test('a batch of 1 to 40 examples gives what single calls give', () => {
    const w = weights()
    const f = compile(mixed(w), [12], { parameters: w, backend })
    const one = compile(mixed(w), [12], { parameters: w, backend })
    for (let count = 1; count <= 40; count++) {
      w[count]!.data += 0.1
      const points = draws(100 + count, 12 * count)
      const { value, values, gradient, parameterGradient } = f.valueAndGradient(points)
      const singles = Array.from({ length: count }, (_, b) => {
        const single = one.valueAndGradient(points.slice(12 * b, 12 * b + 12))
        return { value: single.value, xs: [...single.gradient], ws: [...single.parameterGradient] }
      })
      close(values, singles.map((s) => s.value)) // oxfmt-ignore
      close(
        gradient,
        singles.flatMap(({ xs }) => xs),
      )
      close(parameterGradient, w.map((_, p) => singles.reduce((total, { ws }) => total + ws[p]!, 0) / count)) // oxfmt-ignore
      close([value], [values.reduce((a, b) => a + b) / count])
    }
    expect(f.report('gradient', 40).runs).toBe(
      Array.from({ length: 40 }, (_, i) => Math.ceil((i + 1) / lanesFor(i + 1))).reduce((a, b) => a + b),
    )
  })

  test('f32 keeps 5 digits', () => {
    const w = weights()
    const f = compile(mixed(w), [12], { parameters: w, backend, precision: 'f32' })
    const points = draws(9, 12 * 21)
    const got = f.valueAndGradient(points)
    expect(got.values).toBeInstanceOf(Float64Array)
    const each = Array.from({ length: 21 }, (_, b) => points.slice(12 * b, 12 * b + 12))
    close(got.values, each.map((xs) => mixed(w)(xs.map((x) => new Value(x))).data), 5) // oxfmt-ignore
    close(got.gradient, each.flatMap((xs) => gradient(mixed(w), xs)), 5) // oxfmt-ignore
    expect([...got.values]).toEqual([...got.values].map(Math.fround))
  })

  test('points may be arrays and typed arrays, and stay as they are', () => {
    const f = compile((x: Value, y: Value) => sub(x, y).square(), ['scalar', 'scalar'], options)
    const list = [1.5, 3, 2, 0.25, -1, 1]
    const expected = [2.25, 3.0625, 4]
    for (const points of [list, Float64Array.from(list), Float32Array.from(list), { ...list, length: 6 }]) {
      const before = Array.from(points)
      expect([...f.values(points)]).toEqual(expected)
      expect(Array.from(points)).toEqual(before)
    }
    expect(f.value(Int8Array.of(5, 3))).toBe(4)
    expect(f.value([NaN, 1])).toBe(NaN)
    expect(f.value([Infinity, 1])).toBe(Infinity)
  })

  test('the next call with as many examples writes into the same arrays', () => {
    const f = compile((x: Value) => x.square(), ['scalar'], options)
    const first = f.valueAndGradient([1, 2])
    const { values, gradient } = first
    const outputs = f.values([3, 4])
    const second = f.valueAndGradient([5, 6])
    expect([second === first, second.values === values, second.gradient === gradient]).toEqual([true, true, true])
    expect([[...values], [...gradient], first.value]).toEqual([[25, 36], [10, 12], 30.5])
    expect([...outputs]).toEqual([9, 16])
    expect(f.values([7, 8])).toBe(outputs)
    f.valueAndGradient([1])
    expect([...values]).toEqual([25, 36])
  })
})
