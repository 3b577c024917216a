/** A function whose code is more than one WebAssembly module. */
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { compile, CompiledStep, type Update } from '../src/index.js'

const STEPS = 26_000
const w = new Value(1.01)
const f = (x: Value): Value => {
  let h = x
  for (let i = 0; i < STEPS; i++) h = h.mul(w).tanh()
  return h
}

/** The value, and its slopes in x and w. */
function byHand(x: number): [value: number, dx: number, dw: number] {
  let [h, dx, dw] = [x, 1, 0]
  for (let i = 0; i < STEPS; i++) {
    const y = Math.tanh(h * w.data)
    const slope = 1 - y * y
    ;[dx, dw] = [slope * w.data * dx, slope * (h + w.data * dw)]
    h = y
  }
  return [h, dx, dw]
}

test('its parts run one after the other, and what comes at the end of a batch comes once', () => {
  const [value, dx, dw] = byHand(0.3)
  const compiled = compile(f, ['scalar'], { parameters: [w], backend: 'wasm', mustMatchEngine: false })
  const got = compiled.valueAndGradient([0.3])
  expect(compiled.report().codeBytes).toBeGreaterThan(4_000_000)
  expect(got.value).toBeCloseTo(value, 9)
  expect(got.gradient[0]).toBeCloseTo(dx, 9)
  expect(got.parameterGradient[0]! / dw).toBeCloseTo(1, 9)

  const update: Update = { state: 0, coefficients: 0, formula: (p) => [p] }
  const step = new CompiledStep({ loss: f, shape: ['scalar'], parameters: [w], update, backend: 'wasm' })
  const { loss, norm } = step.evaluate(1, (_, numbers, at) => void (numbers[at] = 0.3))
  expect(loss).toBeCloseTo(value, 9)
  expect(norm / Math.abs(dw)).toBeCloseTo(1, 9)
}, 60_000)
