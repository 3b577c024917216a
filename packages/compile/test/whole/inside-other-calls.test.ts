/** Compiled functions that are made, or called for the first time, while other code records or watches ops. */
import { describe, expect, test } from '@jest/globals'
import { AnomalyError, detectAnomaly, div, dot, exp, log, mul, sub, Value, withoutGraph } from '@gradus/engine'
import { compile, type Compiled, type Backend, CompiledStep } from '../../src/index.js'

const w = [new Value(2), new Value(-1)]
const make = (backend: Backend) =>
  compile((x: Value, y: Value) => dot(w, [x, y]).mul(x).exp(), ['scalar', 'scalar'], { parameters: w, backend })

const CALLS: [string, (f: Compiled) => unknown][] = [
  ['value', (f) => f.value([0.5, 1])],
  ['values', (f) => [...f.values([0.5, 1])]],
  ['gradient', (f) => [...f.gradient([0.5, 1])]],
  ['valueAndGradient', (f) => [...f.valueAndGradient([0.5, 1]).parameterGradient]],
  ['jacobian', (f) => [...f.jacobian([0.5, 1])]],
  ['hvp', (f) => [...f.hvp([0.5, 1], [1, 0])]],
]

function inCompile<T>(fn: () => T): T {
  const seen: T[] = []
  compile(
    (x: Value) => {
      seen.push(fn())
      return x.mul(2)
    },
    ['scalar'],
  )
  return seen.at(-1)!
}
const PLACES: [string, <T>(fn: () => T) => T][] = [
  ['compile', inCompile],
  ['detectAnomaly', detectAnomaly],
  ['withoutGraph', withoutGraph],
  ['withoutGraph inside detectAnomaly', (fn) => detectAnomaly(() => withoutGraph(fn))],
]

describe.each<Backend>(['interpreter', 'wasm'])('%s', (backend) => {
  describe.each(PLACES)('inside %s', (_, inside) => {
    test.each(CALLS)('the first %s is right', (_name, call) => {
      const expected = call(make(backend))
      const f = make(backend)
      expect(inside(() => call(f))).toEqual(expected)
      expect(inside(() => call(make(backend)))).toEqual(expected)
    })

    test('the first compiled step is right', () => {
      const p = new Value(1)
      const takeOne = () => {
        p.data = 1
        const step = new CompiledStep({
          loss: (x: Value) => p.mul(x).square(),
          shape: ['scalar'],
          parameters: [p],
          update: { state: 0, coefficients: 1, formula: (q, g, _m, [lr]) => [sub(q, mul(lr!, g))] },
          backend,
        })
        const result = step.evaluate(2, (row, numbers, at) => void (numbers[at] = row + 1))
        step.apply(1, [0.1])
        step.readParameters()
        return [result.loss, result.norm, p.data]
      }
      expect(inside(takeOne)).toEqual([2.5, 5, 0.5])
    })
  })

  test('detectAnomaly does not report the infinite results of a compiled function, not even at the first call', () => {
    const f = compile((x: Value) => log(x), ['scalar'], { backend })
    for (let i = 0; i < 2; i++) {
      expect(detectAnomaly(() => [f.value([0]), f.gradient([0])[0]])).toEqual([-Infinity, Infinity])
    }
  })

  test('an argument of an outer function is refused as a parameter, because its number would be frozen', () => {
    const outer = (x: Value) =>
      x.mul(compile((y: Value) => y.mul(x), ['scalar'], { parameters: [x], backend }).value([1]))
    expect(() => compile(outer, ['scalar'])).toThrow('compile: the function reads the data of a Value')
  })
})

test('detectAnomaly watches again after a compiled call', () => {
  const f = compile((x: Value) => exp(x), ['scalar'])
  const x = new Value(0, 'x')
  expect(() =>
    detectAnomaly(() => {
      f.gradient([1])
      return div(1, x)
    }),
  ).toThrow(AnomalyError)
})
