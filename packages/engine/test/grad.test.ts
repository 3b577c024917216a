import { describe, expect, test } from '@jest/globals'
import { dot, grad, sum, topologicalOrder, Value } from '@gradus/engine'

/** The n-th derivative at x, by grad of grad of … */
function nth(f: (x: Value) => Value, at: number, n: number): number {
  const x = new Value(at)
  let y = f(x)
  for (let i = 0; i < n; i++) [y] = grad(y, [x]) as [Value]
  return y.data
}

describe('any order', () => {
  const at = 0.7

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('derivative %i of sin', (n) => {
    const expected = [Math.sin(at), Math.cos(at), -Math.sin(at), -Math.cos(at)][n % 4]!
    expect(nth((x) => x.sin(), at, n)).toBeCloseTo(expected, 15)
  })

  test.each([
    [0, 32],
    [1, 80],
    [2, 160],
    [3, 240],
    [4, 240],
    [5, 120],
    [6, 0],
    [7, 0],
  ])('derivative %i of x⁵ at 2 is %i, by pow and by mul', (n, expected) => {
    expect(nth((x) => x.pow(5), 2, n)).toBe(expected)
    expect(nth((x) => x.mul(x).mul(x).mul(x).mul(x), 2, n)).toBe(expected)
  })

  test.each([1, 2, 3, 6, 10])('derivative %i of exp is exp', (n) => {
    expect(nth((x) => x.exp(), at, n)).toBe(Math.exp(at))
  })

  test.each([1, 2, 3, 4, 5, 6])('derivative %i of log is (−1)ⁿ⁻¹ (n − 1)! / xⁿ', (n) => {
    const factorial = [1, 1, 2, 6, 24, 120][n - 1]!
    const expected = ((-1) ** (n - 1) * factorial) / at ** n
    expect(nth((x) => x.log(), at, n) / expected).toBeCloseTo(1, 13)
  })

  test('third derivative of tanh is −2(1 − y²)(1 − 3y²)', () => {
    const y2 = Math.tanh(at) ** 2
    expect(nth((x) => x.tanh(), at, 3)).toBeCloseTo(-2 * (1 - y2) * (1 - 3 * y2), 14)
  })
})

describe('mixed partials', () => {
  test('of x²y³ at (2, 3), whichever comes first', () => {
    const [x, y] = [new Value(2), new Value(3)]
    const [fx, fy] = grad(x.square().mul(y.pow(3)), [x, y]) as [Value, Value]
    expect([fx.data, fy.data]).toEqual([108, 108])
    const [fxx, fxy] = grad(fx, [x, y]) as [Value, Value]
    const [fyx, fyy] = grad(fy, [x, y]) as [Value, Value]
    expect([fxx, fxy, fyx, fyy].map((v) => v.data)).toEqual([54, 108, 108, 72])
    expect(grad(fxy, [x, y]).map((v) => v.data)).toEqual([54, 72])
  })
})

describe('the inputs', () => {
  test('one that the output does not depend on has gradient 0, a leaf', () => {
    const [x, y] = [new Value(2), new Value(3)]
    const [gy] = grad(x.exp(), [y])
    expect([gy!.data, gy!.op]).toEqual([0, null])
  })

  test('one that only zero slopes lead to has gradient 0', () => {
    const x = new Value(2)
    expect(grad(x.sign(), [x])[0]!.data).toBe(0)
  })

  test('may be the output itself', () => {
    const x = new Value(2)
    expect(grad(x, [x])[0]!.data).toBe(1)
    const y = x.exp()
    expect(grad(y, [y])[0]!.data).toBe(1)
  })

  test('may be interior, together with what they are made of', () => {
    const x = new Value(3)
    const u = x.square()
    const f = u.mul(u).add(x)
    expect(grad(f, [u, x]).map((v) => v.data)).toEqual([18, 109])
  })

  test('may be named twice, or be none', () => {
    const x = new Value(3)
    const f = x.square()
    expect(grad(f, [x, x]).map((v) => v.data)).toEqual([6, 6])
    expect(grad(f, [])).toEqual([])
  })
})

test('grad fields and hasGrad are left alone', () => {
  const x = new Value(3)
  const u = x.square()
  const f = u.exp()
  f.backward()
  const before = [x.grad, u.grad, f.grad]
  const [g] = grad(f, [x])
  expect([x.grad, u.grad, f.grad]).toEqual(before)
  expect(g!.hasGrad).toBe(false)
})

test('a gradient can be trained on: backward through a gradient penalty', () => {
  const [x, w] = [new Value(2), new Value(3)]
  const [slope] = grad(w.mul(x.square()), [x]) as [Value] // 2wx
  slope.square().backward() // 4w²x²
  expect([w.grad, x.grad]).toEqual([8 * 3 * 4, 8 * 9 * 2])
})

describe('nested gradients do not confuse their variables', () => {
  test('d/dx (x · d/dy (x + y)) is 1', () => {
    const x = new Value(1)
    const y = new Value(1)
    const [inner] = grad(x.add(y), [y]) as [Value]
    expect(grad(x.mul(inner), [x])[0]!.data).toBe(1)
  })

  test('d/dx (x · d/dy (x · y)) is 2x', () => {
    const x = new Value(5)
    const y = new Value(7)
    const [inner] = grad(x.mul(y), [y]) as [Value]
    expect(grad(x.mul(inner), [x])[0]!.data).toBe(10)
  })

  test('the same Value as inner and outer variable: d/dx (x · d/dx x³) is 9x²', () => {
    const x = new Value(2)
    const [inner] = grad(x.pow(3), [x]) as [Value]
    expect(grad(x.mul(inner), [x])[0]!.data).toBe(36)
  })
})

describe('large graphs', () => {
  test('a chain of 1,000,000 nodes', () => {
    const x = new Value(0.5)
    let y = x
    for (let i = 0; i < 1_000_000; i++) y = y.neg()
    expect(grad(y, [x])[0]!.data).toBe(1)
  })

  test('a Value used 100,000 times gets one sum of 100,000 parts', () => {
    const x = new Value(2)
    const y = sum(Array.from({ length: 100_000 }, () => x.square()))
    const [g] = grad(y, [x]) as [Value]
    expect(g.data).toBe(400_000)
    expect(g.inputs).toHaveLength(100_000)
  })

  test('the graph of a gradient grows with the graph, not with its paths', () => {
    const x = new Value(1)
    let y = x
    for (let i = 0; i < 100; i++) y = y.mul(y)
    expect(topologicalOrder(grad(y, [x])[0]!).length).toBeLessThan(1000)
  })
})

describe('wrong arguments', () => {
  const x = new Value(1)
  const call = grad as unknown as (...args: unknown[]) => unknown

  test.each<[unknown[], string]>([
    [[3, [x]], 'grad: the output is 3. Pass a Value.'],
    [[undefined, [x]], 'grad: the output is undefined. Pass a Value.'],
    [[x, x], 'grad: the list of inputs is a Value object. Pass an array of Values.'],
    [[x], 'grad: the list of inputs is undefined. Pass an array of Values.'],
    [[x, [x, 2]], 'grad: an input is 2. Pass Values.'],
  ])('%p', (args, message) => {
    expect(() => call(...args)).toThrow(new TypeError(message))
  })

  test('dot of gradients with plain numbers stays a graph', () => {
    const y = new Value(3)
    expect(grad(dot(grad(y.pow(3), [y]), [2]), [y])[0]!.data).toBe(36)
  })
})
