import { describe, expect, test } from '@jest/globals'
import { dot, grad, mul, slopesOf, sum, topologicalOrder, unary, Value } from '@gradus/engine'

test('(x + y) · z at (−2, 5, −4) is −12 with gradient (−4, −4, 3)', () => {
  const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
  const s = x.add(y)
  const f = s.mul(z)
  f.backward()
  expect(f.data).toBe(-12)
  expect([x.grad, y.grad, z.grad, s.grad, f.grad]).toEqual([-4, -4, 3, -4, 1])
})

describe('leaves accumulate', () => {
  test('two calls give exactly twice the gradient, three thrice', () => {
    const [x, y] = [new Value(0.3), new Value(-1.7)]
    const f = x.mul(y).tanh().add(x.div(y))
    f.backward()
    const [gx, gy] = [x.grad, y.grad]
    f.backward()
    expect([x.grad, y.grad]).toEqual([2 * gx, 2 * gy])
    f.backward()
    expect([x.grad, y.grad]).toEqual([2 * gx + gx, 2 * gy + gy])
  })

  test('exactly, however the parts of a gradient round', () => {
    const x = new Value(0.1)
    const f = sum([0.1, 0.2, 0.3, 1e-17, 1e9, -1e9].map((w) => x.mul(w)))
    f.backward()
    const once = x.grad
    f.backward()
    expect(x.grad).toBe(2 * once)
  })

  test('also on top of what the caller put there', () => {
    const x = new Value(3)
    x.grad = 100
    x.square().backward()
    expect(x.grad).toBe(106)
  })

  test('so do two roots that share a leaf', () => {
    const x = new Value(3)
    x.mul(2).backward()
    x.square().backward()
    expect(x.grad).toBe(8)
  })

  test('a leaf that is itself the root gets 1 each time', () => {
    const x = new Value(3)
    x.backward()
    x.backward()
    expect([x.grad, x.hasGrad]).toEqual([2, true])
  })
})

describe('interior nodes start afresh', () => {
  test('x³ at 3 is 27 again after zeroing only the leaf', () => {
    const x = new Value(3)
    const f = x.mul(x).mul(x)
    f.backward()
    expect(x.grad).toBe(27)
    x.zeroGrad()
    f.backward()
    expect([x.grad, f.grad]).toEqual([27, 1])
  })

  test('also when another root went through them before', () => {
    const x = new Value(2)
    const shared = x.square()
    shared.mul(10).backward()
    shared.mul(1000).backward()
    expect([shared.grad, x.grad]).toEqual([1000, 4 * 1010])
  })

  test('a changed leaf does not change the recorded values', () => {
    const x = new Value(2)
    const f = x.exp()
    x.data = 5
    expect(f.data).toBe(Math.exp(2))
  })
})

describe('shared operands', () => {
  test.each<[string, (a: Value) => Value, number]>([
    ['a + a', (a) => a.add(a), 2],
    ['a · a', (a) => a.mul(a), 6],
    ['a − a', (a) => a.sub(a), 0],
    ['a ÷ a', (a) => a.div(a), 0],
    ['b = a + a; b + b', (a) => ((b) => b.add(b))(a.add(a)), 4],
    ['b = a · a; b · b', (a) => ((b) => b.mul(b))(a.mul(a)), 108],
    ['b = a + 1; b · a + b', (a) => ((b) => b.mul(a).add(b))(a.add(1)), 8],
    ['sum([a, a, a²])', (a) => sum([a, a, a.square()]), 8],
    ['dot([a, 2], [a, a])', (a) => dot([a, 2], [a, a]), 8],
    ['the long way and the short way', (a) => a.mul(1).mul(1).mul(1).add(a).mul(a), 12],
  ])('%s at 3', (_, f, expected) => {
    const a = new Value(3)
    f(a).backward()
    expect(a.grad).toBe(expected)
  })

  test('a diamond 200 deep, with 2²⁰⁰ paths, is walked once per node', () => {
    const a = new Value(1)
    let b = a
    for (let i = 0; i < 200; i++) b = b.add(b)
    b.backward()
    expect(a.grad).toBe(2 ** 200)
    expect(topologicalOrder(b)).toHaveLength(201)
  })
})

describe('large graphs', () => {
  test('a chain of 1,000,000 nodes', () => {
    const x = new Value(0.5)
    let y = x
    for (let i = 0; i < 1_000_000; i++) y = i % 2 === 0 ? y.add(1) : y.sub(1)
    y.backward()
    expect([y.data, x.grad]).toEqual([0.5, 1])
  })

  test('a Value used 100,000 times', () => {
    const x = new Value(2)
    let total = new Value(0)
    for (let i = 0; i < 100_000; i++) total = total.add(x.mul(3))
    total.backward()
    expect([total.data, x.grad]).toEqual([600_000, 300_000])
  })

  test('one node of 100,000 operands', () => {
    const xs = Array.from({ length: 100_000 }, () => new Value(1))
    sum(xs).backward()
    expect(xs.every((x) => x.grad === 1)).toBe(true)
  })
})

describe('numbers as operands', () => {
  test('are constants: they appear in no order and receive nothing', () => {
    const x = new Value(3)
    const y = mul(2, x).add(1)
    expect(topologicalOrder(y)).toHaveLength(3)
    y.backward()
    expect(x.grad).toBe(2)
  })

  test('work on either side of every arithmetic op', () => {
    const x = new Value(4)
    expect([x.add(1), x.sub(1), x.mul(2), x.div(2), x.pow(2)].map((y) => y.data)).toEqual([5, 3, 8, 2, 16])
  })
})

describe('topologicalOrder', () => {
  const [x, y] = [new Value(1), new Value(2)]
  const a = x.add(y)
  const b = a.mul(x)
  const root = sum([b, a, b.exp(), y])
  const order = topologicalOrder(root)

  test('has every node once and the root last', () => {
    expect(new Set(order)).toEqual(new Set([x, y, a, b, root.inputs[2], root]))
    expect(order).toHaveLength(6)
    expect(order.at(-1)).toBe(root)
  })

  test('has operands before results', () => {
    const place = new Map(order.map((node, i) => [node, i]))
    for (const node of order) {
      for (const input of node.inputs as Value[]) expect(place.get(input)!).toBeLessThan(place.get(node)!)
    }
  })

  test('is the same every time, whatever was walked in between', () => {
    topologicalOrder(a)
    expect(topologicalOrder(root)).toEqual(order)
  })

  test('of a leaf is that leaf', () => {
    expect(topologicalOrder(x)).toEqual([x])
  })
})

describe('slopesOf', () => {
  const [x, y, stranger] = [new Value(3), new Value(4), new Value(5)]
  const z = x.mul(y).add(x.square())

  test('gives what backward leaves in grad, and changes no grad', () => {
    const s = z.mul(2)
    expect([...slopesOf(s, [x, y, z, s])]).toEqual([20, 6, 2, 1])
    expect([x, y, z, s].map(({ hasGrad }) => hasGrad)).toEqual([false, false, false, false])
    s.backward()
    expect([x, y, z, s].map(({ grad }) => grad)).toEqual([20, 6, 2, 1])
    expect([...slopesOf(s, [x])]).toEqual([20]) // what is there is not added
  })

  test('is 0 in a Value that the root was not made of, wherever another walk has put it', () => {
    topologicalOrder(stranger.add(1))
    expect([...slopesOf(z, [stranger, x])]).toEqual([0, 10])
  })
})

test('a rule that throws leaves what the leaves had accumulated', () => {
  const broken = unary('broken', {
    f: (x) => x,
    d: () => {
      throw new Error('no slope')
    },
    domain: [-1, 1],
  })
  const x = new Value(2)
  x.mul(3).backward()
  expect(() => broken(x).backward()).toThrow('no slope')
  expect(x.grad).toBe(3)
})

test('a frozen Value is refused in words', () => {
  const x = Object.freeze(new Value(2)) as Value
  const message = 'backward: a Value of the graph is frozen. Leave out Object.freeze.'
  expect(() => x.mul(2).backward()).toThrow(message)
  expect(() => grad(x.square(), [x])).toThrow(message)
})

test('a rule that throws leaves all gradients as they were', () => {
  const broken = unary('broken', {
    f: Math.exp,
    d: () => {
      throw new Error('broken rule')
    },
    domain: [1, 2],
  })
  const [x, y] = [new Value(2), new Value(3)]
  const z = x.mul(y)
  z.backward()
  expect(() => z.add(broken(x)).mul(x).backward()).toThrow('broken rule')
  expect([x.grad, y.grad, z.grad]).toEqual([3, 2, 1])
})

test('graphs that share nodes are walked in turn, each completely', () => {
  const x = new Value(2)
  const shared = x.square()
  const roots = [shared.mul(x), x.add(1).mul(shared).add(shared), shared, x.exp().mul(x.neg()).mul(shared)]
  const orders = roots.map((root) => new Set(topologicalOrder(root)).size)
  expect(orders).toEqual([3, 5, 2, 6])
  expect([3, 1, 2, 0].map((k) => topologicalOrder(roots[k]!).length)).toEqual([6, 5, 2, 3])
})
