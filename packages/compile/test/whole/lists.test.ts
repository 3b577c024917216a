/** Long lists stay lists: programs grow with units and not with weights, and every use of a list has the engine's slopes. */
import { describe, expect, test } from '@jest/globals'
import { dot, hvp, logSumExp, mean, mul, norm, type Scalar, sum, tanh, Value, variadic } from '@gradus/engine'
import { compile } from '../../src/index.js'
import { differences, nearSlope, type Subject } from '../beside-engine.js'

const LONG = 24
const parameters = Array.from({ length: 3 * LONG }, (_, i) => new Value(Math.sin(3 * i) / 2))
const w = (unit: number) => parameters.slice(unit * LONG, (unit + 1) * LONG)
/** An op of the user that takes a list and is no sum. */
const spreadOut = variadic('spreadOut', {
  f: (xs) => xs.reduce((s, x) => s + x * x, 0) / xs.length,
  d: (x, _y, n) => mul(x, 2 / n),
  domain: [-1, 1],
})

const USES: Record<string, (x: Value[]) => Value> = {
  'one unit': (x) => dot(w(0), x).tanh(),
  'a layer, and a unit of it': (x) => dot(w(2).slice(0, 2), [dot(w(0), x).tanh(), dot(w(1), x).tanh()]),
  'two layers': (x) => {
    const hidden = Array.from({ length: 12 }, (_, k) => tanh(dot(parameters.slice(k, k + LONG), x)))
    return dot(w(2).slice(0, 12), hidden).square()
  },
  'weights that two units share': (x) => dot(w(0), x).mul(dot(w(0), x.map((xi) => xi.sin()))),
  'ranges that overlap': (x) => dot(parameters.slice(0, LONG), x).mul(dot(parameters.slice(5, LONG + 5), x)),
  'a weight that is used alone too': (x) => dot(w(0), x).mul(parameters[3]!),
  'numbers in reverse': (x) => dot(w(0), [...x].reverse()).tanh(),
  'every third number': (x) => dot(parameters.filter((_, i) => i % 3 === 0), x).tanh(),
  'one number again and again': (x) => dot(w(0), x.map(() => x[5]!)).tanh(),
  'constants among them': (x) => dot(w(0), x.map((xi, i) => (i % 4 === 0 ? new Value(i / 8) : xi))),
  'patches of a picture': (x) =>
    sum(Array.from({ length: 14 }, (_, p) => tanh(dot(w(0).slice(0, 10), x.slice(p, p + 10))))),
  'a sum of inputs': (x) => sum(x).sin(),
  'a mean of squares': (x) => mean(x.map((xi) => xi.square())),
  'a mean of inputs, and one of weights': (x) => mean(x).mul(mean(w(1))).sin(),
  'a softmax of inputs': (x) => logSumExp(x).sub(x[2]!).add(logSumExp(w(0))),
  'a norm': (x) => norm(x).add(norm(w(1))),
  'an op of the user': (x) => spreadOut(x).mul(spreadOut(w(1)) as Value),
  'a softmax of long lists': (x) => logSumExp(x.map((xi, i) => xi.mul(w(0)[i]!))).sub(x[2]!),
  'a list that is the result': (x) => dot(w(0), x),
} // oxfmt-ignore

describe.each(['interpreter', 'wasm'] as const)('%s', (backend) => {
  test.each(Object.entries(USES))('%s', (_, f) => {
    const subject: Subject = { f, shape: [LONG], parameters }
    const compiled = compile(f, [LONG], { parameters, backend, mustMatchEngine: false })
    for (const examples of [1, 7, 20]) {
      const points = Float64Array.from({ length: LONG * examples }, (_, i) => Math.cos(2 * i))
      expect(differences(compiled, subject, points, 1e-12)).toEqual([])
    }
    const [x, v] = [Math.cos, Math.sin].map((of) => Array.from({ length: LONG }, (_, i) => of(i)))
    const got = compiled.hvp(x!, v!)
    hvp(f, x!, v!).forEach((expected, i) => {
      if (!nearSlope(got[i]!, expected, 1e-12, 1)) expect([i, got[i]]).toEqual([i, expected])
    })
  })
})

test('a program has as many instructions for 20 inputs as for 784', () => {
  const instructions = (inputs: number) => {
    const weights = Array.from({ length: 12 * inputs }, (_, i) => new Value(i / 1000))
    const net = (x: Scalar[]) => sum(Array.from({ length: 12 }, (_, k) => tanh(dot(weights.slice(k * inputs, (k + 1) * inputs), x as Value[])))) // oxfmt-ignore
    const { stages, loops } = compile(net, [inputs], { parameters: weights }).report('gradient', 16)
    return { stages, loops }
  }
  expect(instructions(784)).toEqual(instructions(20))
  expect(Math.max(...instructions(784).stages.map((stage) => stage.instructions))).toBeLessThan(12 * 8)
})
