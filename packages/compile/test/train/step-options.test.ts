/** Options of `CompiledStep` that are refused, with the whole text of each error. */
import { expect, test } from '@jest/globals'
import { mul, sub, Value } from '@gradus/engine'
import { CompiledStep, type StepOptions } from '../../src/index.js'

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
  [{ rate: 1 }, 'unknown option "rate". The options are loss, shape, parameters, update, penalty, clipValue, precision, backend, threads, mustMatchEngine.'], // oxfmt-ignore
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
])('CompiledStep refuses %j', (change, message) => {
  expect(() => new CompiledStep({ ...good, ...change })).toThrow(`CompiledStep: ${message}`)
})
