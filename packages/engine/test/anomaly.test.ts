/** detectAnomaly and gradients: an infinite slope is found where the user wrote it. (For results see record.test.ts.) */
import { describe, expect, test } from '@jest/globals'
import { AnomalyError, derivative, detectAnomaly, grad, gradient, hessian, hvp } from '@gradus/engine'
import { jacobian, norm, relu, sqrt, sum, unary, Value, where, withoutGraph } from '@gradus/engine'

const ADVICE = 'Look at how these operands came about.'

function thrownBy(f: () => unknown): AnomalyError {
  try {
    detectAnomaly(f)
  } catch (error) {
    if (error instanceof AnomalyError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('backward', () => {
  test.each<[string, () => Value, string]>([
    [
      'an infinite slope',
      () => new Value(0, 'x').sqrt().mul(2),
      'sqrt gave x the gradient Infinity, 2 times the slope Infinity, at x = 0',
    ],
    [
      'a slope that is NaN',
      () => new Value(-2, 'x').pow(new Value(3, 'y')),
      'pow gave y the gradient NaN, 1 times the slope NaN, at x = -2, y = 3',
    ],
    [
      'no label',
      () => new Value(4).sub(4).sqrt(),
      'sqrt gave sub the gradient Infinity, 1 times the slope Infinity, at sub = 0',
    ],
    [
      'neither label nor op',
      () => new Value(0).cbrt(),
      'cbrt gave operand 1 the gradient Infinity, 1 times the slope Infinity, at operand 1 = 0',
    ],
    [
      'a product that overflows',
      () => new Value(1e-200, 'x').mul(1e200).mul(1e200),
      'mul gave x the gradient Infinity, 1e+200 times the slope 1e+200, at x = 1e-200, 1e+200',
    ],
    [
      'a sum that overflows',
      () => {
        const x = new Value(0, 'x')
        return sum([x.mul(1e308), x.mul(1e308)])
      },
      'mul gave x the gradient Infinity, 1 times the slope 1e+308 added to 1e+308, at x = 0, 1e+308',
    ],
  ])('names the op, the operand and the slope: %s', (_, make, what) => {
    expect(thrownBy(() => make().backward()).message).toBe(`detectAnomaly: in backward, ${what}. ${ADVICE}`)
  })

  test('the error has op, inputs, result and pass', () => {
    const x = new Value(0, 'x')
    const error = thrownBy(() => x.sqrt().mul(-2).backward())
    expect(error).toMatchObject({ name: 'AnomalyError', inputs: [x], result: -Infinity, pass: 'backward' })
    expect(error.op).toBe(sqrt)
    expect(thrownBy(() => x.log()).pass).toBe('forward')
  })

  test('names the first op on the way back, not those behind it', () => {
    const x = new Value(0, 'x')
    const error = thrownBy(() => x.mul(3).exp().sub(1).sqrt().mul(2).backward())
    expect([error.op.name, error.message]).toEqual(['sqrt', expect.stringContaining('at sub = 0')])
  })

  test('of a graph that was made before', () => {
    const y = new Value(0, 'x').sqrt()
    expect(thrownBy(() => y.backward()).op).toBe(sqrt)
  })

  test('leaves the gradients of leaves as they were', () => {
    const x = new Value(0, 'x')
    const w = new Value(3, 'w')
    x.add(w).backward()
    expect(() => detectAnomaly(() => x.sqrt().add(w.mul(7)).backward())).toThrow(AnomalyError)
    expect([x.grad, w.grad]).toEqual([1, 1])
  })

  test('is looked at no longer afterwards, and never by withoutGraph alone', () => {
    const x = new Value(0, 'x')
    const y = x.sqrt()
    detectAnomaly(() => undefined)
    withoutGraph(() => y.backward())
    y.backward()
    expect(x.grad).toBe(Infinity)
    expect(thrownBy(() => withoutGraph(() => y.backward())).op).toBe(sqrt)
  })
})

describe('0 times an infinite slope is 0, and no anomaly', () => {
  test.each<[string, (x: Value) => Value, number]>([
    ['sqrt times 0', (x) => sqrt(x).mul(0), 0],
    ['a relu that is off', (x) => relu(sqrt(x).sub(1)), 0],
    ['a branch that is not taken', (x) => where(x.gt(0), x.sqrt(), x), 1],
    ['norm at the origin', (x) => norm([x, x.mul(2)]), 0],
  ])('%s', (_, f, slope) => {
    const x = new Value(0)
    detectAnomaly(() => f(x).backward())
    expect(x.grad).toBe(slope)
    expect(detectAnomaly(() => grad(f(x), [x])[0]!.data)).toBe(slope)
    expect(detectAnomaly(() => gradient(([v]) => f(v!), [0]))).toEqual([slope])
    expect(Number.isFinite(detectAnomaly(() => hessian(([v]) => f(v!), [0]))[0]![0]!)).toBe(true)
  })
})

describe('grad', () => {
  test('names the op of the user, and not one of its derivative rule', () => {
    const x = new Value(0, 'x')
    expect(thrownBy(() => grad(x.sqrt().mul(2), [x])).message).toBe(
      `detectAnomaly: in grad, sqrt gave x the gradient Infinity, 2 times the slope Infinity, at x = 0. ${ADVICE}`,
    )
  })

  test('looks only at the gradients that were asked for', () => {
    const x = new Value(-2, 'x')
    const y = new Value(3, 'y')
    expect(detectAnomaly(() => grad(x.pow(y), [x])[0]!.data)).toBe(12)
    expect(thrownBy(() => grad(x.pow(y), [x, y])).message).toContain('pow gave y the gradient NaN')
  })

  test('what is infinite on the way to a finite slope is no anomaly', () => {
    const x = new Value(1e-320, 'x') // 1/r is infinite, x/r is not
    expect(detectAnomaly(() => grad(norm([x, 0]) as Value, [x])[0]!.data)).toBe(1)
    expect(detectAnomaly(() => grad(where(x.sub(x), x.log(), x) as Value, [x])[0]!.data)).toBe(1)
  })

  const power = (x: Value) => x.pow(1.5).mul(4) // 6·√x, then 3/√x
  test.each<[string, (f: (x: Value) => Value) => unknown]>([
    ['grad of grad', (f) => { const x = new Value(0, 'x'); grad(grad(f(x), [x])[0]!, [x]) }], // oxfmt-ignore
    ['backward of grad', (f) => { const x = new Value(0, 'x'); grad(f(x), [x])[0]!.backward() }], // oxfmt-ignore
    ['hessian', (f) => hessian(([x]) => label(f, x!), [0])],
    ['hvp', (f) => hvp(([x]) => label(f, x!), [0], [1])],
    ['derivative', (f) => derivative((x) => label(f, x), 0, 2)],
    ['jacobian', (f) => jacobian(([x]) => grad(label(f, x!), [x!]), [0])],
  ])('of second order, by %s, names the op of the user', (_, run) => {
    const error = thrownBy(() => run(power))
    expect([error.op.name, error.result, error.pass, error.inputs[1]]).toEqual(['pow', Infinity, 'backward', 1.5])
    expect(error.message).toMatch(
      /^detectAnomaly: in (backward|grad), a derivative of pow gave the gradient Infinity at x = 0, 1\.5\. Look at/,
    )
  })
  const label = (f: (x: Value) => Value, x: Value): Value => {
    x.label = 'x'
    return f(x)
  }

  test('of third order, too: the op of the user, not the one that its derivative made', () => {
    const error = thrownBy(() => derivative((x) => label((v) => v.pow(2.5), x), 0, 3))
    expect([error.op.name, error.inputs[1]]).toEqual(['pow', 2.5])
  })

  test('an error of a rule of your own ends it properly', () => {
    const x = new Value(0, 'x')
    const broken = unary('broken', {
      f: Math.sqrt,
      d: () => {
        throw new Error('broken rule')
      },
      domain: [1, 2],
    })
    detectAnomaly(() => {
      expect(() => grad(broken(x), [x])).toThrow('broken rule')
      expect(() => x.log()).toThrow('log gave -Infinity from x = 0.')
    })
  })
})

test('nested: the inner and the outer one both detect, each as long as it runs', () => {
  const x = new Value(0, 'x')
  detectAnomaly(() => {
    expect(thrownBy(() => grad(x.sqrt(), [x])).op).toBe(sqrt)
    expect(() => grad(x.sqrt(), [x])).toThrow('in grad, sqrt gave')
    expect(() => x.sqrt().backward()).toThrow('in backward, sqrt gave')
  })
  expect(grad(x.sqrt(), [x])[0]!.data).toBe(Infinity)
})
