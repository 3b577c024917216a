/** `CompiledStep` refuses what it cannot do, before anything is computed. */
import { expect, test } from '@jest/globals'
import { mul, type Scalar, sub, Value } from '@gradus/engine'
import { RecordingError, CompiledStep, type StepOptions } from '../src/index.js'

const w = new Value(0)
const update: StepOptions['update'] = {
  state: 0,
  coefficients: 1,
  formula: (p, g, _, [lr]) => [sub(p, mul(lr!, g))],
}
const good: StepOptions = {
  loss: (x: Value, t: Value) => w.mul(x).sub(t).square(),
  shape: ['scalar', 'scalar'],
  parameters: [w],
  update,
}
const penalty = { l1: 1, l2: 0, mask: [1] }

test.each<[object, string]>([
  [{ rate: 1 }, 'unknown option "rate". The options are loss, shape, parameters, update, penalty, clipValue, precision, backend, threads, mustMatchEngine.'], // prettier-ignore
  [{ loss: 3 }, 'loss is 3. Pass a function.'],
  [{ shape: [0, 'scalar'] }, "entry 0 of the shape is 0. Pass 'scalar', or a length of 1 or more."],
  [{ parameters: w }, 'parameters is a Value object. Pass an array of Values.'],
  [{ parameters: [w, w] }, 'parameter 1 is Value(0), which is listed twice. Pass it once.'],
  [{ parameters: new Array(1) }, 'parameter 0 is undefined. Pass a Value.'],
  [{ update: undefined }, 'update.formula is undefined. Pass a function that returns the next parameter.'],
  [{ update: { ...update, state: -1 } }, 'update.state is -1. Pass how many there are.'],
  [{ update: { ...update, coefficients: 0.5 } }, 'update.coefficients is 0.5. Pass how many there are.'],
  [{ update: { ...update, state: 1 } }, 'update.formula gave 1 numbers. Return the parameter and its state, 2.'],
  [
    { penalty: { ...penalty, l1: 0 } },
    'penalty has l1 0 and l2 0. Pass numbers of which one is above 0, or no penalty.',
  ],
  [{ penalty: { ...penalty, mask: [] } }, 'penalty.mask has length 0. Pass 1 numbers, one per parameter.'],
  [{ penalty: null }, 'penalty is null. Pass { l1, l2, mask }, or leave it out.'],
  [{ clipValue: -1 }, 'clipValue is -1. Pass a positive number.'],
  [{ clipValue: '1' }, 'clipValue is "1". Pass a positive number.'],
  [{ precision: 'f16' }, 'precision is "f16". Pass "f64" or "f32".'],
  [{ backend: 'gpu' }, 'backend is "gpu". Pass "wasm" or "interpreter".'],
  [{ backend: null }, 'backend is null. Pass "wasm" or "interpreter".'],
  [{ mustMatchEngine: 1 }, 'mustMatchEngine is 1. Pass true or false.'],
  [{ threads: 0 }, 'threads is 0. Pass a whole number, 1 or more.'],
])('%j', (change, message) => {
  expect(() => new CompiledStep({ ...good, ...change })).toThrow(`CompiledStep: ${message}`)
})

test('calls that make no sense', () => {
  const step = new CompiledStep(good)
  const load = () => undefined
  for (const count of [0, -1, 1.5]) {
    const message = `evaluate: the number of examples is ${count}. Pass a whole number, 1 or more.`
    expect(() => step.evaluate(count, load)).toThrow(message)
  }
  expect(() => step.evaluate(1, undefined as never)).toThrow(
    'evaluate: load is undefined. Pass a function that writes one example.',
  )
  for (const [where, call] of Object.entries({
    apply: () => step.apply(1, [0.1]),
    readGradient: () => step.readGradient(),
  })) {
    expect(call).toThrow(`${where}: there is no gradient yet. Call evaluate first.`)
  }
  step.evaluate(1, load)
  expect(() => step.apply(1, [])).toThrow('apply: there are 0 coefficients. Pass 1.')
  expect(() => step.apply(1, undefined as never)).toThrow('apply: undefined is not a list of coefficients. Pass 1.')
  expect(() => step.apply(NaN, [0.1])).toThrow('apply: the factor is NaN. Pass a finite number.')
  expect(() => step.readState(0)).toThrow('readState: there is no state 0. The update has 0, counted from 0.')
  expect(() => step.measurement(good.loss, [0])).toThrow(
    "measurement: entry 0 of the shape is 0. Pass 'scalar', or a length",
  )
  w.data = '1' as unknown as number
  expect(() => step.writeParameters()).toThrow('writeParameters: the data of param 0')
  w.data = 0
})

test('a second step with the same gradient takes its own factor', () => {
  const step = new CompiledStep(good)
  const example = [1, 1] // the loss is (w − 1)², the gradient at 0 is −2
  step.evaluate(1, (_, numbers, at) => numbers.set(example, at))
  for (const [factor, w1] of [
    [0.5, 1],
    [0.25, 1.5],
  ] as const) {
    // prettier-ignore
    step.apply(factor, [1])
    step.readParameters()
    expect(w.data).toBe(w1)
  }
  w.data = 0
})

test('the state is given as a copy, and set as a whole', () => {
  const keep: StepOptions['update'] = { state: 2, coefficients: 0, formula: (p, g, [a]) => [p, g, a!] }
  for (const backend of ['interpreter', 'wasm'] as const) {
    const step = new CompiledStep({ ...good, update: keep, backend })
    const [first, second] = [step.readState(0), step.readState(1)]
    step.writeState(0, [5])
    const large = step.measurement((xs: Value[]) => xs.reduce((a, b) => a.add(b)).mul(w), [50_000])
    large.measure(
      16,
      () => undefined,
      () => undefined,
    ) // the memory grows
    expect([first[0], second[0]]).toEqual([0, 0])
    expect([step.readState(0)[0], step.readState(1)[0]]).toEqual([5, 0])
    step.evaluate(1, (_, numbers, at) => numbers.set([1, 1], at))
    step.apply(1, [])
    expect([step.readState(0)[0], step.readState(1)[0]]).toEqual([-2, 5])
    const length = 'writeState: the length is 2. Pass 1 numbers, one per parameter.'
    expect(() => step.writeState(0, [1, 2])).toThrow(length)
    expect(() => step.writeState(2, [1])).toThrow('writeState: there is no state 2. The update has 2, counted from 0.')
    expect(() => step.writeState(0, undefined as never)).toThrow('writeState: the length is undefined.')
    step.dispose()
  }
})

const outside = new Value(0.1)
test.each<[string, StepOptions['update']['formula'], string]>([
  [
    'reads the number of a parameter',
    (p, g) => [sub(p, mul(g, w.data))],
    'compile: the function reads the data of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.',
  ],
  [
    'uses a parameter',
    (p, g) => [sub(p, mul(g, w))],
    'compile: the formula uses Value(0), which is made outside of it. Use the numbers that the formula is given.',
  ],
  [
    'uses another Value',
    (p, g) => [sub(p, mul(g, outside))],
    'compile: the formula uses Value(0.1), which is made outside of it. Use the numbers that the formula is given.',
  ],
])('an update that %s is refused', (_, formula, message) => {
  for (const backend of ['interpreter', 'wasm'] as const) {
    const update = { state: 0, coefficients: 0, formula }
    expect(() => new CompiledStep({ ...good, update, backend })).toThrow(new RecordingError(message))
  }
})

test('an update may make a Value for itself', () => {
  const update = { state: 0, coefficients: 0, formula: (p: Scalar, g: Scalar) => [sub(p, mul(g, new Value(0.5)))] }
  const step = new CompiledStep({ ...good, update })
  step.evaluate(1, (_, numbers, at) => numbers.set([1, 1], at))
  step.apply(1, [])
  step.readParameters()
  expect(w.data).toBe(1)
  w.data = 0
})
