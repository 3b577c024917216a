/** What can be passed or done wrongly: the whole text of each error. */
import { describe, expect, test } from '@jest/globals'
import { dataOf, mul, sum, unary, Value, where, withoutGraph } from '@gradus/engine'
import { compile, RecordingError } from '../src/index.js'

const square = (x: Value) => x.square()

/** Passes anything, as plain JavaScript may. */
const anyCompile = compile as (...args: unknown[]) => ReturnType<typeof compile>

/** The error and its text, both. */
function expectError(action: () => unknown, type: new (message: string) => Error, message: string): void {
  let thrown: unknown
  try {
    action()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(type)
  expect((thrown as Error).message).toBe(message)
}

describe('a number of a Value that stands for any number', () => {
  const loose = (x: Value) => x as unknown as number
  const takes: [what: string, take: (x: Value) => unknown][] = [
    ['reads the data', (x) => x.data],
    ['reads the data', (x) => x.exp().data],
    ['sets the data', (x) => (x.data = 1)],
    ['reads the grad', (x) => x.grad],
    ['sets the grad', (x) => (x.grad = 1)],
    ['reads the grad', (x) => x.hasGrad],
    ['sets the grad', (x) => (x.hasGrad = true)],
    ['reads the grad', (x) => x.square().backward()],
    ['sets the grad', (x) => x.zeroGrad()],
    ['reads the text', (x) => `${x}`],
    ['reads the text', (x) => x.toString()],
    ['reads the JSON', (x) => JSON.stringify([x])],
    ['compares or converts the number', (x) => loose(x) < 1],
    ['compares or converts the number', (x) => loose(x) === 1 || x == (1 as unknown)], // eslint-disable-line eqeqeq
    ['compares or converts the number', (x) => loose(x) + 1],
    ['compares or converts the number', (x) => Number(x)],
    ['compares or converts the number', (x) => Math.max(loose(x), 0)],
    ['compares or converts the number', (x) => loose(x.valueOf() as Value) * 2],
    ['reads the text', (x) => ({ [loose(x)]: 1 })],
  ]

  test.each(takes)('%s', (what, take) => {
    const f = (x: Value) => {
      take(x)
      return x.square()
    }
    expectError(
      () => compile(f, ['scalar']),
      RecordingError,
      `compile: the function ${what} of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.`,
    )
  })

  test('is not needed to look at it while searching for an error', () => {
    const shown: string[] = []
    const inspect = Symbol.for('nodejs.util.inspect.custom')
    compile(
      (x: Value) => {
        for (const y of [x, x.exp()]) shown.push((y as unknown as Record<symbol, () => string>)[inspect]!())
        return x
      },
      ['scalar'],
    )
    expect(shown.slice(0, 2)).toEqual(['Value(recorded)', 'Value(recorded, op exp)'])
  })
})

describe('the number of a parameter', () => {
  const v = new Value(2.5)
  const w = new Value(2, 'w')
  const parameters = [v, w]
  const message =
    'compile: the function reads the data of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.'

  test.each<[name: string, read: () => unknown]>([
    ['|w| > 1', () => Math.abs(w.data) > 1],
    ['w = 0', () => w.data === 0],
    ['|w| < 1e-12', () => Math.abs(w.data) < 1e-12],
    ['min(1, |w|)', () => Math.min(1, Math.abs(w.data))],
    ['whether w is a whole number', () => Number.isInteger(w.data)],
    ['whether w is finite', () => Number.isFinite(w.data)],
    ['|v| > |w|', () => Math.abs(v.data) > Math.abs(w.data)],
    ['w > 1e7', () => w.data > 1e7],
    ['the text of w', () => `${w}`],
    ['dataOf(w)', () => dataOf(w)],
    ['an op on numbers', () => mul.evaluate([w, 2])],
    ['the result of an op without a graph', () => withoutGraph(() => w.mul(2).data)],
    ['the text in a message', () => expect(() => w.add('3' as never)).toThrow(`${w}`)],
  ])('%s', (_, read) => {
    const f = (x: Value) => {
      read()
      return x.mul(w)
    }
    expectError(() => compile(f, ['scalar'], { parameters }), RecordingError, message)
    expect([w.data, w.grad, w.hasGrad]).toEqual([2, 0, false])
  })

  test('cannot be set', () => {
    const f = (x: Value) => x.mul((w.data = 1))
    expectError(() => compile(f, ['scalar'], { parameters }), RecordingError, message.replace('reads', 'sets'))
    expect(w.data).toBe(2)
  })

  test('is in no copy and no JSON', () => {
    for (const copy of [{ ...w }, JSON.parse(JSON.stringify(w)), structuredClone(Object.assign({}, w, { op: null }))]) {
      expect(Object.values(copy)).not.toContain(2)
    }
  })

  test('is not needed to look at it while searching for an error', () => {
    const inspect = Symbol.for('nodejs.util.inspect.custom')
    const shown: string[] = []
    const f = (x: Value) => {
      shown.push((w as unknown as Record<symbol, () => string>)[inspect]!())
      return x.mul(w)
    }
    compile(f, ['scalar'], { parameters })
    expect(shown[0]).toBe('Value(w: 2)')
  })

  test('is read freely where it is no parameter', () => {
    const f = compile((x: Value) => x.mul(new Value(3).data), ['scalar'], { parameters })
    expect(f.value([2])).toBe(6)
  })

  test('is not read by a function that is compiled within another one', () => {
    const inner = new Value(3)
    const f = (x: Value) => {
      compile((y: Value) => y.mul(inner).mul(w.data), ['scalar'], { parameters: [inner] })
      return x.mul(w)
    }
    expectError(() => compile(f, ['scalar'], { parameters: [w] }), RecordingError, message)
  })
})

describe('a graph that is another one the second time', () => {
  const changing = (...results: ((x: Value, w: Value) => Value | Value[])[]) => {
    let runs = 0
    const w = new Value(1)
    return () => compile((x: Value) => results[runs++ % results.length]!(x, w), ['scalar'], { parameters: [w] })
  }
  const text = (first: string, second: string) =>
    `compile: the function built a different graph when it ran again: first "${first}", then "${second}". Take numbers from arguments and parameters only through ops, with where(cond, a, b) to branch, and draw nothing at random.`

  test.each<[string, string, () => unknown]>([
    ['%0 = exp %x[0]', '%0 = log %x[0]', changing((x) => x.exp(), (x) => x.log())], // prettier-ignore
    ['%0 = mul %x[0], 2', '%0 = mul %x[0], 3', changing((x) => x.mul(2), (x) => x.mul(3))], // prettier-ignore
    ['%0 = mul %x[0], 0', '%0 = mul %x[0], -0', changing((x) => x.mul(0), (x) => x.mul(-0))], // prettier-ignore
    ['%1 = exp %0', 'outputs %0', changing((x) => x.square().exp(), square)], // prettier-ignore
    ['%0 = sub %x[0], %w[0]', '%0 = sub %w[0], %x[0]', changing((x, w) => x.sub(w), (x, w) => w.sub(x))], // prettier-ignore
    ['outputs %x[0]', 'outputs %x[0], %w[0]', changing((x) => x, (x, w) => [x, w])], // prettier-ignore
    ['outputs %x[0]', 'outputs %w[0]', changing((x) => x, (_, w) => w)], // prettier-ignore
  ])('%s, then %s', (first, second, action) => {
    expectError(action, RecordingError, text(first, second))
  })

  test.each<[name: string, decide: (w: Value) => boolean]>([
    ['exists', (w) => w.hasGrad],
    ['is above 1', (w) => w.grad > 1],
    ['is below 1', (w) => w.grad < 1],
  ])('because of a branch on whether the gradient of a parameter %s, which is as it was afterwards', (_, decide) => {
    const w = new Value(2)
    const f = (x: Value) => (decide(w) ? x.exp() : x.sin())
    expect(() => compile(f, ['scalar'], { parameters: [w] })).toThrow(/built a different graph when it ran again/)
    expect([w.data, w.grad, w.hasGrad]).toEqual([2, 0, false])
  })

  test('because an op is made in the function', () => {
    const f = (x: Value) => unary('own', { f: (x) => 2 * x, d: 2, domain: [-1, 1] })(x)
    const message = 'compile: the function makes a new op each time it runs. Make the op once, outside the function.'
    expectError(() => compile(f, ['scalar']), RecordingError, message)
  })

  test('and shows only the beginning of a long line', () => {
    let runs = 0
    const f = (xs: Value[]) => sum([...xs.filter((_, i) => i % 2 === 0), xs[runs++]!])
    const line = '%0 = sum %x[0], %x[2], %x[4], %x[6], %x[8], %x[10], %x[12], %x[14], %x[16], %x[18], %x[20], %x[22], …'
    expectError(() => compile(f, [40]), RecordingError, text(line, line))
  })
})

test('a Value of an earlier run', () => {
  let kept: Value | undefined
  compile((x: Value) => (kept = x).exp(), ['scalar'])
  expect(() => compile((a: Value, b: Value) => a.add(b.mul(kept!)), ['scalar', 'scalar'])).toThrow(
    new RecordingError(
      'compile: the function uses a Value from an earlier run. Use only the arguments of the current run.',
    ),
  )
})

test.each([null, 3, 'wasm'])('options %p', (options) => {
  expect(() => compile((x: Value) => x, ['scalar'], options as never)).toThrow(
    new TypeError(`compile: the options are ${JSON.stringify(options)}. Pass an object.`),
  )
})

describe('Values from outside', () => {
  test('that no op has made belong in parameters', () => {
    const w = new Value(2, 'w')
    expectError(
      () => compile((x: Value) => x.mul(w), ['scalar']),
      RecordingError,
      'compile: the function uses Value(w: 2), which is made outside of it. List it in parameters, or pass its number as an argument.',
    )
    expectError(
      () => compile(() => w, []),
      RecordingError,
      'compile: the function uses Value(w: 2), which is made outside of it. List it in parameters, or pass its number as an argument.',
    )
  })

  test('that an op has made would be frozen, also if it is made of parameters', () => {
    const w = new Value(2)
    const made = w.mul(3)
    expectError(
      () => compile((x: Value) => x.mul(made), ['scalar'], { parameters: [w] }),
      RecordingError,
      'compile: the function uses Value(6, op mul), which is made outside of it and would be frozen. Make it inside the function.',
    )
  })

  test('made in the function are numbers', () => {
    const f = compile((x: Value) => where(x.gt(new Value(1)), new Value(5), x), ['scalar'])
    expect([f.value([2]), f.value([0.5])]).toEqual([5, 0.5])
  })
})

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  ['3', '"3"'],
  [{ data: 1 }, 'an object'],
  [new Float64Array(2), 'a Float64Array object'],
  [[new Value(1), undefined], 'an array whose item 1 is undefined'],
  [new Array(1), 'an array whose item 0 is undefined'],
  [[[new Value(1)]], 'an array whose item 0 is an array of length 1'],
])('a function that returns the wrong thing: %p', (result, shown) => {
  const message = `compile: the function returned ${shown}. Return a Value or an array of Values.`
  expectError(() => anyCompile(() => result, ['scalar']), TypeError, message)
})

test('a function that returns nothing, or later', () => {
  const empty = 'compile: the function returned an empty array. Return a Value.'
  expectError(() => compile(() => [], ['scalar']), RangeError, empty)
  const promise = 'compile: the function returned a promise. Pass a synchronous function.'
  expectError(() => anyCompile(async (x: Value) => x, ['scalar']), TypeError, promise)
  expectError(() => anyCompile('f', []), TypeError, 'compile: the first argument is "f". Pass a function.')
})

describe('shape, options, parameters', () => {
  test.each([
    ['scalar', TypeError, `the shape is "scalar". Pass one entry per argument: 'scalar', or the length of an array.`],
    [undefined, TypeError, `the shape is undefined. Pass one entry per argument: 'scalar', or the length of an array.`],
    [['scalar', 0], RangeError, `entry 1 of the shape is 0. Pass 'scalar', or a length of 1 or more.`],
    [[2.5], RangeError, `entry 0 of the shape is 2.5. Pass 'scalar', or a length of 1 or more.`],
    [['vector'], RangeError, `entry 0 of the shape is "vector". Pass 'scalar', or a length of 1 or more.`],
    [[[3]], RangeError, `entry 0 of the shape is an array of length 1. Pass 'scalar', or a length of 1 or more.`],
  ] as const)('the shape %p', (shape, type, message) => {
    expectError(() => anyCompile(square, shape), type, `compile: ${message}`)
  })

  const w = new Value(2, 'w')
  test.each([
    [
      { parms: [] },
      TypeError,
      'unknown option "parms". The options are parameters, precision, backend, mustMatchEngine.',
    ],
    [{ precision: 'f16' }, RangeError, 'precision is "f16". Pass "f64" or "f32".'],
    [{ backend: 'gpu' }, RangeError, 'backend is "gpu". Pass "wasm" or "interpreter".'],
    [{ parameters: w }, TypeError, 'parameters is a Value object. Pass an array of Values.'],
    [{ parameters: [w, 3] }, TypeError, 'parameter 1 is 3. Pass a Value.'],
    [{ parameters: [null] }, TypeError, 'parameter 0 is null. Pass a Value.'],
    [{ parameters: new Array(1) }, TypeError, 'parameter 0 is undefined. Pass a Value.'],
    [{ mustMatchEngine: 'no' }, TypeError, 'mustMatchEngine is "no". Pass true or false.'],
    [{ backend: null }, RangeError, 'backend is null. Pass "wasm" or "interpreter".'],
    [[], TypeError, 'the options are an array of length 0. Pass an object.'],
    [{ parameters: [{ op: null }] }, TypeError, 'parameter 0 is an object. Pass a Value.'],
    [{ parameters: [w.mul(3)] }, TypeError, 'parameter 0 is Value(6, op mul). Pass a Value that no op has made.'],
    [
      { parameters: [Object.freeze(new Value(3))] },
      TypeError,
      'parameter 0 is Value(3), which is frozen. Pass one that is not.',
    ],
    [{ parameters: [w, w] }, RangeError, 'parameter 1 is Value(w: 2), which is listed twice. Pass it once.'],
  ])('the options %o', (options, type, message) => {
    expectError(() => anyCompile(square, ['scalar'], options), type, `compile: ${message}`)
  })
})

describe('a frozen Value', () => {
  const frozen = 'compile: the function uses a frozen Value. Leave out Object.freeze.'
  const freeze = (x: Value): Value => Object.freeze(x) as Value
  const outside = freeze(new Value(2))
  test.each<[string, (x: Value) => Value]>([
    ['made outside', (x) => x.mul(outside)],
    ['made inside', (x) => x.mul(freeze(new Value(2)))],
    ['the argument', (x) => freeze(x).mul(2)],
    ['a result', (x) => freeze(x.mul(2))],
  ])('%s is refused', (_, f) => expectError(() => compile(f, ['scalar']), TypeError, frozen))

  test('that was frozen later is refused when it is compared', () => {
    const w = new Value(3)
    const f = compile((x: Value) => x.mul(w), ['scalar'], { parameters: [w] })
    expect(f.value([2])).toBe(6)
    Object.freeze(w)
    expectError(
      () => f.gradient([2]),
      TypeError,
      'compile: parameter 0 is Value(3), which is frozen. Pass one that is not.',
    )
    expect(f.value([4])).toBe(12)
  })
})
