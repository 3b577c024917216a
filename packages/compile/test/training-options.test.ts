/** `Training` refuses what it cannot do, before anything is computed. */
import { expect, test } from '@jest/globals'
import { mul, type Scalar, sub, Value } from '@gradus/engine'
import { RecordingError, CompiledStep, type StepOptions } from '../src/index.js'

const w = new Value(0)
const rule: StepOptions['update'] = {
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
const penalty = { l1: 1, l2: 0, pulled: [1] }

test.each<[object, string]>([
  [{ rate: 1 }, 'unknown option "rate". The options are loss, shape, parameters, rule, penalty, clipValue, precision, backend, threads, check.'], // prettier-ignore
  [{ loss: 3 }, 'loss is 3. Pass a function.'],
  [{ shape: [0, 'scalar'] }, "entry 0 of the shape is 0. Pass 'scalar', or a length of 1 or more."],
  [{ parameters: w }, 'parameters is a Value object. Pass an array of Values.'],
  [{ parameters: [w, w] }, 'parameter 1 is Value(0), which is listed twice. Pass it once.'],
  [{ parameters: new Array(1) }, 'parameter 0 is undefined. Pass a Value.'],
  [{ rule: undefined }, 'rule.update is undefined. Pass a function that gives the next parameter.'],
  [{ rule: { ...rule, memories: -1 } }, 'rule.memories is -1. Pass how many there are.'],
  [{ rule: { ...rule, memories: 1 } }, 'rule.update gave 1 numbers. Give the parameter and its memories, 2.'],
  [{ penalty: { ...penalty, l1: 0 } }, 'penalty has l1 0 and l2 0. Pass numbers, one above 0, or no penalty.'],
  [{ penalty: { ...penalty, pulled: [] } }, 'penalty.pulled has length 0. Pass 1 numbers, one per parameter.'],
  [{ penalty: null }, 'penalty is null. Pass { l1, l2, pulled }, or leave it out.'],
  [{ clipValue: -1 }, 'clipValue is -1. Pass a positive number.'],
  [{ clipValue: '1' }, 'clipValue is "1". Pass a positive number.'],
  [{ precision: 'f16' }, 'precision is "f16". Pass "f64" or "f32".'],
  [{ backend: 'gpu' }, 'engine is "gpu". Pass "wasm" or "interpreter".'],
  [{ backend: null }, 'engine is null. Pass "wasm" or "interpreter".'],
  [{ check: 1 }, 'check is 1. Pass true or false.'],
  [{ threads: 0 }, 'threads is 0. Pass a whole number, 1 or more.'],
])('%j', (change, message) => {
  expect(() => new CompiledStep({ ...good, ...change })).toThrow(`Training: ${message}`)
})

test('calls that make no sense', () => {
  const training = new CompiledStep(good)
  const load = () => undefined
  for (const count of [0, -1, 1.5]) {
    const message = `evaluate: the number of examples is ${count}. Pass a whole number, 1 or more.`
    expect(() => training.evaluate(count, load)).toThrow(message)
  }
  expect(() => training.evaluate(1, undefined as never)).toThrow(
    'evaluate: load is undefined. Pass a function that writes the examples.',
  )
  for (const [where, call] of Object.entries({
    apply: () => training.apply(1, [0.1]),
    pullGradient: () => training.readGradient(),
  })) {
    expect(call).toThrow(`${where}: there is no gradient yet. Call evaluate first.`)
  }
  training.evaluate(1, load)
  expect(() => training.apply(1, [])).toThrow('apply: there are 0 coefficients. Pass 1.')
  expect(() => training.apply(1, undefined as never)).toThrow('apply: undefined is not a list of coefficients. Pass 1.')
  expect(() => training.apply(NaN, [0.1])).toThrow('apply: the factor is NaN. Pass a finite number.')
  expect(() => training.readState(0)).toThrow('memory: there is no memory 0. The rule has 0, counted from 0.')
  expect(() => training.batch(good.loss, [0])).toThrow("batch: entry 0 of the shape is 0. Pass 'scalar', or a length")
  w.data = '1' as unknown as number
  expect(() => training.writeParameters()).toThrow('push: the data of parameter 0')
  w.data = 0
})

test('a second step with the same gradient takes its own factor', () => {
  const training = new CompiledStep(good)
  const example = [1, 1] // the loss is (w − 1)², the gradient at 0 is −2
  training.evaluate(1, (_, __, base, numbers) => numbers.set(example, base))
  for (const [factor, w1] of [
    [0.5, 1],
    [0.25, 1.5],
  ] as const) {
    // prettier-ignore
    training.apply(factor, [1])
    training.readParameters()
    expect(w.data).toBe(w1)
  }
  w.data = 0
})

test('a memory is given as a copy, and set as a whole', () => {
  const keep: StepOptions['update'] = { state: 2, coefficients: 0, formula: (p, g, [a]) => [p, g, a!] }
  for (const backend of ['interpreter', 'wasm'] as const) {
    const training = new CompiledStep({ ...good, update: keep, backend })
    const [first, second] = [training.readState(0), training.readState(1)]
    training.writeState(0, [5])
    training.batch((xs: Value[]) => xs.reduce((a, b) => a.add(b)).mul(w), [50_000]).machine(16) // the memory grows
    expect([first[0], second[0]]).toEqual([0, 0])
    expect([training.readState(0)[0], training.readState(1)[0]]).toEqual([5, 0])
    training.evaluate(1, (_start, _lanes, base, numbers) => numbers.set([1, 1], base))
    training.apply(1, [])
    expect([training.readState(0)[0], training.readState(1)[0]]).toEqual([-2, 5])
    const length = 'setMemory: the length is 2. Pass 1 numbers, one per parameter.'
    expect(() => training.writeState(0, [1, 2])).toThrow(length)
    expect(() => training.writeState(2, [1])).toThrow(
      'setMemory: there is no memory 2. The rule has 2, counted from 0.',
    )
    expect(() => training.writeState(0, undefined as never)).toThrow('setMemory: the length is undefined.')
    training.dispose()
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
])('a rule that %s is refused', (_, update, message) => {
  for (const backend of ['interpreter', 'wasm'] as const) {
    const rule = { memories: 0, coefficients: 0, update }
    expect(() => new CompiledStep({ ...good, update, backend })).toThrow(new RecordingError(message))
  }
})

test('a rule may make a Value for itself', () => {
  const rule = { memories: 0, coefficients: 0, update: (p: Scalar, g: Scalar) => [sub(p, mul(g, new Value(0.5)))] }
  const training = new CompiledStep({ ...good, update })
  training.evaluate(1, (_start, _lanes, base, numbers) => numbers.set([1, 1], base))
  training.apply(1, [])
  training.readParameters()
  expect(w.data).toBe(1)
  w.data = 0
})
