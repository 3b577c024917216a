import { describe, expect, test } from '@jest/globals'
import type { Scalar } from '@gradus/engine'
import { add, derivative, dot, gradcheck, gradient, hessian, hvp, jacobian, leakyRelu } from '@gradus/engine'
import { sub, sum, Value } from '@gradus/engine'

const rosenbrock = ([x, y]: Value[]) => add(sub(1, x!).square(), y!.sub(x!.square()).square().mul(100))

describe('derivative', () => {
  test.each([
    [0, 8],
    [1, 12],
    [2, 12],
    [3, 6],
    [4, 0],
    [9, 0],
  ])('of x³ at 2, order %i, is %i', (order, expected) => {
    expect(derivative((x) => x.pow(3), 2, order)).toBe(expected)
  })

  test('is of first order unless told otherwise', () => {
    expect(derivative((x) => x.square(), 3)).toBe(6)
  })

  test('of a constant is 0, and its order 0 is the constant', () => {
    const constant = () => new Value(7)
    expect([derivative(constant, 2, 0), derivative(constant, 2), derivative(constant, 2, 3)]).toEqual([7, 0, 0])
  })

  test('of the identity is 1', () => {
    expect([derivative((x) => x, 2), derivative((x) => x, 2, 2)]).toEqual([1, 0])
  })

  test.each([-1, 0.5, NaN, Infinity, '1'])('refuses order %p', (order) => {
    const shown = typeof order === 'string' ? '"1"' : String(order)
    expect(() => derivative((x) => x, 1, order as number)).toThrow(
      new RangeError(`derivative: the order is ${shown}. Pass a whole number, 0 or more.`),
    )
  })
})

describe('gradient', () => {
  test('is one number per variable', () => {
    expect(gradient(([x, y]) => x!.mul(y!), [3, 4])).toEqual([4, 3])
    expect(gradient(rosenbrock, [1, 1]).map((g) => g + 0)).toEqual([0, 0])
    expect(gradient(rosenbrock, [-1, 2])).toEqual([396, 200])
  })

  test('of a function that does not read a variable, or is constant, has zeros', () => {
    expect(gradient(([x]) => x!.exp(), [0, 5])).toEqual([1, 0])
    expect(gradient(() => new Value(1), [1, 2])).toEqual([0, 0])
    expect(gradient(() => new Value(1), [])).toEqual([])
  })

  test('does not accumulate from call to call', () => {
    const f = ([x]: Value[]) => x!.square()
    expect([gradient(f, [3]), gradient(f, [3])]).toEqual([[6], [6]])
  })
})

describe('hessian', () => {
  test('of Rosenbrock, exactly', () => {
    // [1200x² − 400y + 2, −400x; −400x, 200]
    expect(hessian(rosenbrock, [1, 1])).toEqual([
      [802, -400],
      [-400, 200],
    ])
    expect(hessian(rosenbrock, [-1.5, 2])).toEqual([
      [1902, 600],
      [600, 200],
    ])
  })

  test('of a linear or constant function is 0', () => {
    const zeros = [
      [0, 0],
      [0, 0],
    ]
    expect(hessian(([x, y]) => x!.mul(2).sub(y!), [1, 2])).toEqual(zeros)
    expect(hessian(() => new Value(3), [1, 2])).toEqual(zeros)
    expect(hessian(([x, y]) => x!.gt(y!), [1, 2])).toEqual(zeros)
  })

  test('of a quadratic form xᵀAx is A + Aᵀ', () => {
    const A = [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]
    const form = (xs: Value[]) => dot(xs, A.map((row) => dot(xs, row))) // oxfmt-ignore
    expect(hessian(form, [0.3, -1, 2])).toEqual([
      [2, 6, 10],
      [6, 10, 14],
      [10, 14, 18],
    ])
  })
})

describe('hvp', () => {
  const f = ([x, y, z]: Value[]) => x!.mul(y!).tanh().add(z!.exp().mul(x!)).add(y!.pow(3))
  const at = [0.4, -1.2, 0.7]

  test('is the Hessian times the vector', () => {
    const H = hessian(f, at)
    for (const v of [
      [1, 0, 0],
      [0, 1, 0],
      [0.5, -2, 3],
      [0, 0, 0],
    ]) {
      const expected = H.map((row) => row.reduce((s, h, j) => s + h * v[j]!, 0))
      hvp(f, at, v).forEach((got, i) => expect(got).toBeCloseTo(expected[i]!, 13))
    }
  })

  test('of constant functions and of no variables', () => {
    expect(hvp(() => new Value(1), [1, 2], [3, 4])).toEqual([0, 0])
    expect(hvp(() => new Value(1), [], [])).toEqual([])
  })

  test('refuses a vector of another length or with something else in it', () => {
    expect(() => hvp(f, at, [1])).toThrow(
      new RangeError('hvp: the point has 3 numbers and the vector 1. Pass lists of one length.'),
    )
    expect(() => hvp(f, at, [1, '2' as unknown as number, 3])).toThrow(
      new TypeError('hvp: v[1] is "2". Pass a number.'),
    )
  })
})

describe('jacobian', () => {
  test('has the gradient of output i in row i', () => {
    expect(jacobian(([x, y]) => [x!.mul(y!), x!.add(y!), y!.square()], [3, 4])).toEqual([
      [4, 3],
      [1, 1],
      [0, 8],
    ])
  })

  test('of outputs that are shared, variables themselves or constant', () => {
    const F = ([x]: Value[]): Value[] => {
      const u = x!.square()
      return [u, u, x!, new Value(1), u.mul(u)]
    }
    expect(jacobian(F, [3])).toEqual([[6], [6], [1], [0], [108]])
  })

  test('of no outputs is empty', () => {
    expect(jacobian(() => [], [1, 2])).toEqual([])
  })

  test('of a gradient is the Hessian', () => {
    const H = jacobian((xs) => gradientGraph(xs), [1.5, -0.5])
    expect(H).toEqual([
      [2, 3],
      [3, 0],
    ])
    /** ∇(x² + 3xy), written out. */
    function gradientGraph([x, y]: Value[]): Value[] {
      return [sum([x!.mul(2), y!.mul(3)]), x!.mul(3)]
    }
  })

  test('refuses outputs that are no Values', () => {
    const returns = (outputs: unknown) => () => jacobian((() => outputs) as () => Value[], [1])
    expect(returns(new Value(1))).toThrow(
      new TypeError('jacobian: the function returned a Value object. Return an array of Values.'),
    )
    expect(returns(['1'])).toThrow(new TypeError('jacobian: the function returned "1". Return a Value.'))
  })
})

describe.each(Object.entries({ derivative, gradient, hessian, hvp, jacobian }))('%s', (name, f) => {
  const call = f as unknown as (...args: unknown[]) => unknown
  const point = name === 'derivative' ? 1 : [1]
  const rest = name === 'hvp' ? [[1]] : []

  test('refuses a function that is none', () => {
    expect(() => call(3, point, ...rest)).toThrow(new TypeError(`${name}: the first argument is 3. Pass a function.`))
  })

  test('refuses a point that is none', () => {
    const wrong = name === 'derivative' ? '1' : ['1']
    expect(() => call((x: Scalar) => x, wrong, ...rest)).toThrow(new TypeError(`${name}: x[0] is "1". Pass a number.`))
    if (name === 'derivative') return
    expect(() => call((x: Scalar) => x, 1, ...rest)).toThrow(
      new TypeError(`${name}: the point is 1. Pass an array of numbers.`),
    )
  })

  test('refuses a function that forgets to return', () => {
    const what = name === 'jacobian' ? 'an array of Values' : 'a Value'
    expect(() => call(() => undefined, point, ...rest)).toThrow(
      new TypeError(`${name}: the function returned undefined. Return ${what}.`),
    )
  })

  test('refuses a function that returns a plain number, whose slope would silently be 0', () => {
    const outputs = (y: number) => (name === 'jacobian' ? [new Value(1), y] : y)
    const square = (x: Value | Value[]) => outputs((x instanceof Value ? x : x[0]!).data ** 2)
    const at3 = name === 'derivative' ? 3 : [3]
    expect(() => call(square, at3, ...rest)).toThrow(
      new TypeError(
        `${name}: the function returned the plain number 9, which depends on no variable. Compute with ops such as x.mul(y): .data and JavaScript's own operators lose the graph. Return new Value(9) if you mean a constant.`,
      ),
    )
    expect(() => call(() => outputs(NaN), at3, ...rest)).toThrow('Return new Value(NaN) if you mean a constant.')
  })

  test('takes the constant that the message recommends', () => {
    const constant = () => (name === 'jacobian' ? [new Value(9)] : new Value(9))
    const zero = { derivative: 0, jacobian: [[0]], hessian: [[0]], gradient: [0], hvp: [0] }[name]
    expect(call(constant, point, ...rest)).toEqual(zero)
  })
})

describe('a function with several parameters is refused, because it gets one argument', () => {
  const list =
    'the function has 2 parameters, but it is called with one argument, the array of all variables. Write ([a, b]) => … instead of (a, b) => ….'
  const two = ((a: unknown, b: unknown) => [a, b]) as never
  test.each<[string, () => unknown, string]>([
    ['gradient', () => gradient(two, [1, 2]), list],
    ['hessian', () => hessian(two, [1, 2]), list],
    ['hvp', () => hvp(two, [1, 2], [1, 0]), list],
    ['jacobian', () => jacobian(two, [1, 2]), list],
    ['gradcheck', () => gradcheck(two, [1, 2]), list],
    [
      'derivative',
      () => derivative(two, 1),
      'the function has 2 parameters, but it is called with one argument, the variable. Use gradient for a function of several variables.',
    ],
  ])('%s', (name, run, message) => expect(run).toThrow(new TypeError(`${name}: ${message}`)))

  test('an op whose last argument has a default is fine', () => {
    expect(derivative(leakyRelu, -1)).toBe(0.01)
  })
})
