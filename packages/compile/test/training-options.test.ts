/** `Training` refuses what it cannot do, before anything is computed. */
import { expect, test } from '@jest/globals'
import { mul, sub, Value } from '@gradus/engine'
import { Training, type TrainingOptions } from '../src/index.js'

const w = new Value(0)
const rule: TrainingOptions['rule'] = {
  memories: 0,
  coefficients: 1,
  update: (p, g, _, [lr]) => [sub(p, mul(lr!, g))],
}
const good: TrainingOptions = {
  loss: (x: Value, t: Value) => w.mul(x).sub(t).square(),
  shape: ['scalar', 'scalar'],
  params: [w],
  rule,
}
const penalty = { l1: 1, l2: 0, pulled: [1] }

test.each<[object, string]>([
  [{ rate: 1 }, 'unknown option "rate". The options are loss, shape, params, rule, penalty, clipValue, precision, engine, threads.'], // prettier-ignore
  [{ loss: 3 }, 'loss is 3. Pass a function.'],
  [{ shape: [0, 'scalar'] }, "entry 0 of the shape is 0. Pass 'scalar', or a length of 1 or more."],
  [{ params: w }, 'params is a Value object. Pass an array of Values.'],
  [{ params: [w, w] }, 'param 1 is Value(0), which is there twice. Pass it once.'],
  [{ params: new Array(1) }, 'param 0 is undefined. Pass a Value.'],
  [{ rule: undefined }, 'rule.update is undefined. Pass a function that gives the next parameter.'],
  [{ rule: { ...rule, memories: -1 } }, 'rule.memories is -1. Pass how many there are.'],
  [{ rule: { ...rule, memories: 1 } }, 'rule.update gave 1 numbers. Give the parameter and its memories, 2.'],
  [{ penalty: { ...penalty, l1: 0 } }, 'penalty has l1 0 and l2 0. Pass numbers, one above 0, or no penalty.'],
  [{ penalty: { ...penalty, pulled: [] } }, 'penalty.pulled has length 0. Pass 1 numbers, one per parameter.'],
  [{ clipValue: -1 }, 'clipValue is -1. Pass a positive number.'],
  [{ clipValue: '1' }, 'clipValue is "1". Pass a positive number.'],
  [{ precision: 'f16' }, 'precision is "f16". Pass "f64" or "f32".'],
  [{ engine: 'gpu' }, 'engine is "gpu". Pass "wasm" or "interpreter".'],
  [{ engine: null }, 'engine is null. Pass "wasm" or "interpreter".'],
  [{ threads: 0 }, 'threads is 0. Pass a whole number, 1 or more.'],
])('%j', (change, message) => {
  expect(() => new Training({ ...good, ...change })).toThrow(`Training: ${message}`)
})

test('calls that make no sense', () => {
  const training = new Training(good)
  const load = () => undefined
  for (const count of [0, -1, 1.5]) {
    const message = `evaluate: the number of examples is ${count}. Pass a whole number, 1 or more.`
    expect(() => training.evaluate(count, load)).toThrow(message)
  }
  expect(() => training.apply(1, [])).toThrow('apply: there are 0 coefficients. Pass 1.')
  training.dispose()
  expect(() => training.evaluate(1, load)).toThrow('evaluate: this training was disposed of. Make another one.')
})
