/** The methods of a `CompiledStep`: what they return, and the calls that they refuse. */
import { describe, expect, test } from '@jest/globals'
import { mul, sub, sum, Value } from '@gradus/engine'
import { type Backend, CompiledStep, type LoadRow, type OnRow, type StepOptions, type Update } from '../../src/index.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']
const w = new Value(0)
const update: Update = { state: 0, coefficients: 1, formula: (p, g, _, [lr]) => [sub(p, mul(lr!, g))] }
const options: StepOptions = {
  loss: (x: Value, t: Value) => w.mul(x).sub(t).square(),
  shape: ['scalar', 'scalar'],
  parameters: [w],
  update,
}
/** x = 1 and t = 1, where the loss is (w − 1)²; its gradient at w = 0 is −2. */
const load: LoadRow = (_, numbers, at) => numbers.set([1, 1], at)

test('evaluate refuses a number of examples that is not a whole number above 0', () => {
  const step = new CompiledStep(options)
  for (const count of [0, -1, 1.5, NaN]) {
    expect(() => step.evaluate(count, load)).toThrow(
      new RangeError(`evaluate: the number of examples is ${count}. Pass a whole number, 1 or more.`),
    )
  }
})

test('evaluate refuses a load that is not a function', () => {
  const step = new CompiledStep(options)
  expect(() => step.evaluate(1, undefined as never)).toThrow(
    new TypeError('evaluate: load is undefined. Pass a function that writes one example.'),
  )
})

test('apply and readGradient need a gradient', () => {
  const step = new CompiledStep(options)
  expect(() => step.apply(1, [0.1])).toThrow(new Error('apply: there is no gradient yet. Call evaluate first.'))
  expect(() => step.readGradient()).toThrow(new Error('readGradient: there is no gradient yet. Call evaluate first.'))
})

test('apply refuses other coefficients than the update has, and a factor that is not finite', () => {
  const step = new CompiledStep(options)
  step.evaluate(1, load)
  expect(() => step.apply(1, [])).toThrow(new RangeError('apply: there are 0 coefficients. Pass 1.'))
  expect(() => step.apply(1, undefined as never)).toThrow(
    new RangeError('apply: undefined is not a list of coefficients. Pass 1.'),
  )
  expect(() => step.apply(NaN, [0.1])).toThrow(new RangeError('apply: the factor is NaN. Pass a finite number.'))
})

test('writeParameters refuses a Value whose data is not a number', () => {
  const step = new CompiledStep(options)
  w.data = '1' as unknown as number
  expect(() => step.writeParameters()).toThrow('writeParameters: the data of parameter 0')
  w.data = 0
})

test('apply uses its own factor each time, with the same gradient', () => {
  const step = new CompiledStep(options)
  step.evaluate(1, load)
  const after = [0.5, 0.25].map((factor) => {
    step.apply(factor, [1])
    step.readParameters()
    return w.data
  })
  expect(after).toEqual([1, 1.5])
  w.data = 0
})

describe.each(BACKENDS)('%s: the state', (backend) => {
  const keep: Update = { state: 2, coefficients: 0, formula: (p, g, [a]) => [p, g, a!] }

  test('is read as a copy and written as a whole', () => {
    const step = new CompiledStep({ ...options, update: keep, backend })
    const [first, second] = [step.readState(0), step.readState(1)]
    step.writeState(0, [5])
    // The inputs of this function are so many that the memory grows and moves.
    const large = step.measurement((xs: Value[]) => sum(xs).mul(w), [50_000])
    large.measure(16, NOTHING, NOTHING)
    expect([first[0], second[0]]).toEqual([0, 0])
    expect([step.readState(0)[0], step.readState(1)[0]]).toEqual([5, 0])
    step.evaluate(1, load)
    step.apply(1, [])
    expect([step.readState(0)[0], step.readState(1)[0]]).toEqual([-2, 5])
    step.dispose()
  })

  test('is refused where there is none, and with another length', () => {
    const step = new CompiledStep({ ...options, update: keep, backend })
    expect(() => step.readState(2)).toThrow(
      new RangeError('readState: there is no state 2. The update has 2, counted from 0.'),
    )
    expect(() => step.writeState(-1, [1])).toThrow(
      new RangeError('writeState: there is no state -1. The update has 2, counted from 0.'),
    )
    expect(() => step.writeState(0, [1, 2])).toThrow(
      new RangeError('writeState: the length is 2. Pass 1 numbers, one per parameter.'),
    )
    expect(() => step.writeState(0, undefined as never)).toThrow(
      new RangeError('writeState: the length is undefined. Pass 1 numbers, one per parameter.'),
    )
    step.dispose()
  })
})

const NOTHING = () => undefined

describe.each(BACKENDS)('%s: a measurement', (backend) => {
  const COUNT = 37 // two blocks of 16 examples and a rest
  const start = () => new CompiledStep({ ...options, backend })
  /** The outputs are w·x + t and x: they tell which example they belong to, and which parameter was used. */
  const f = (x: Value, t: Value) => [w.mul(x).add(t), x]
  const rows: LoadRow = (row, numbers, at) => {
    numbers[at] = row
    numbers[at + 1] = row / 2
  }
  const measured = (step: CompiledStep, count: number) => {
    const results: number[][] = []
    const onRow: OnRow = (row, numbers, at) => results.push([row, numbers[at]!, numbers[at + 1]!])
    step.measurement(f, ['scalar', 'scalar']).measure(count, rows, onRow)
    return results
  }
  const expected = (count: number, weight: number) =>
    Array.from({ length: count }, (_, row) => [row, weight * row + row / 2, row])

  test('has each row once and in order, with the outputs of that row', () => {
    const step = start()
    for (const count of [0, 1, 2, 15, 16, 17, COUNT, 100]) expect(measured(step, count)).toEqual(expected(count, 0))
    step.dispose()
  })

  test('loads each row once and in order', () => {
    const step = start()
    const loaded: number[] = []
    const spy: LoadRow = (row, ...where) => {
      loaded.push(row)
      rows(row, ...where)
    }
    step.measurement(f, ['scalar', 'scalar']).measure(COUNT, spy, NOTHING)
    expect(loaded).toEqual(Array.from({ length: COUNT }, (_, row) => row))
    step.dispose()
  })

  test('without arguments is the loss with all its outputs, which does not run again', () => {
    let calls = 0
    const loss = (x: Value, t: Value) => {
      calls++
      return f(x, t)
    }
    const step = new CompiledStep({ ...options, loss, backend })
    const before = calls
    const results: number[][] = []
    step.measurement().measure(COUNT, rows, (row, numbers, at) => results.push([row, numbers[at]!, numbers[at + 1]!]))
    expect(results).toEqual(expected(COUNT, 0))
    expect(calls).toBe(before)
    step.dispose()
  })

  test('uses the present parameters of the step, not those of the Values', () => {
    const step = start()
    w.data = 100
    expect(measured(step, COUNT)).toEqual(expected(COUNT, 0))
    step.evaluate(1, load)
    step.apply(1, [1]) // w = 0 − 1 · (−2)
    expect(measured(step, COUNT)).toEqual(expected(COUNT, 2))
    w.data = 0
    step.dispose()
  })

  test('leaves the gradient of the step alone', () => {
    const step = start()
    step.evaluate(1, load)
    measured(step, COUNT)
    step.readGradient()
    expect(w.grad).toBe(-2)
    w.zeroGrad()
    step.dispose()
  })

  test('refuses the shapes that the step would refuse', () => {
    const step = start()
    expect(() => step.measurement(f, [0])).toThrow(
      new RangeError("measurement: entry 0 of the shape is 0. Pass 'scalar', or a length of 1 or more."),
    )
    step.dispose()
  })

  test('refuses a number of examples that is not a whole number, 0 or more', () => {
    const step = start()
    const measurement = step.measurement(f, ['scalar', 'scalar'])
    for (const [count, shown] of [
      [-1, '-1'],
      [1.5, '1.5'],
      [NaN, 'NaN'],
      ['3', '"3"'],
      [undefined, 'undefined'],
    ] as const) {
      // oxfmt-ignore
      expect(() => measurement.measure(count as number, rows, NOTHING)).toThrow(
        new RangeError(`measure: the number of examples is ${shown}. Pass a whole number, 0 or more.`),
      )
    }
    step.dispose()
  })

  test('refuses a load and an onRow that are not functions', () => {
    const step = start()
    const measurement = step.measurement(f, ['scalar', 'scalar'])
    expect(() => measurement.measure(0, undefined as never, NOTHING)).toThrow(
      new TypeError('measure: load is undefined. Pass a function that writes one example.'),
    )
    expect(() => measurement.measure(0, rows, 3 as never)).toThrow(
      new TypeError('measure: onRow is 3. Pass a function that takes the outputs for one example.'),
    )
    step.dispose()
  })

  test('is refused after the step is disposed of', () => {
    const step = start()
    const measurement = step.measurement(f, ['scalar', 'scalar'])
    step.dispose()
    expect(() => measurement.measure(1, rows, NOTHING)).toThrow(
      new Error('measure: this step was disposed of. Make a new CompiledStep.'),
    )
  })

  test('passes on what load or onRow throws, and works again', () => {
    const step = start()
    const measurement = step.measurement(f, ['scalar', 'scalar'])
    const failing = () => {
      throw new Error('no')
    }
    expect(() => measurement.measure(3, failing, NOTHING)).toThrow(new Error('no'))
    expect(() => measurement.measure(3, rows, failing)).toThrow(new Error('no'))
    expect(measured(step, 3)).toEqual(expected(3, 0))
    step.dispose()
  })
})
