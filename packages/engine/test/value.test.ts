import { inspect } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { add, table, Value } from '@gradus/engine'

describe('a new Value', () => {
  test('is a leaf with its number, its label and no gradient yet', () => {
    const x = new Value(3, 'x')
    expect([x.data, x.label, x.grad, x.hasGrad, x.op, x.inputs]).toEqual([3, 'x', 0, false, null, []])
    expect(new Value(1).label).toBe('')
  })

  test.each([NaN, Infinity, -Infinity, -0, 5e-324])('may be %p: IEEE values flow', (data) => {
    expect(new Value(data).data).toBe(data)
  })

  test.each([
    ['3', 'Value: data is "3". Pass a number.'],
    [undefined, 'Value: data is undefined. Pass a number.'],
    [null, 'Value: data is null. Pass a number.'],
    [[], 'Value: data is an array of length 0. Pass a number.'],
    [{}, 'Value: data is an object. Pass a number.'],
    [10n, 'Value: data is 10n. Pass a number.'],
    [true, 'Value: data is true. Pass a number.'],
    [Symbol('s'), 'Value: data is Symbol(s). Pass a number.'],
    [new Value(1), 'Value: data is a Value object. Pass a number.'],
    [() => 1, 'Value: data is a function. Pass a number.'],
  ])('refuses %p', (data, message) => {
    expect(() => new Value(data as number)).toThrow(new TypeError(message))
  })

  test('refuses a label that is no string', () => {
    expect(() => new Value(1, 7 as unknown as string)).toThrow(
      new TypeError('Value: the label is of type number. Pass a string.'),
    )
  })
})

describe('a Value made by an op', () => {
  const x = new Value(2, 'x')

  test('knows its op and its operands in order, numbers included', () => {
    const y = x.sub(3)
    expect(y.op).toBe(table['sub'])
    expect(y.inputs).toEqual([x, 3])
    expect(add(3, x).inputs).toEqual([3, x])
  })

  test('keeps an operand that is used twice twice', () => {
    expect(x.mul(x).inputs).toEqual([x, x])
  })

  test('has an empty label, however often labelled operands are added', () => {
    let y = x
    for (let i = 0; i < 40; i++) y = y.add(y)
    expect([y.label, y.data]).toEqual(['', 2 * 2 ** 40])
  })

  test('may be labelled afterwards', () => {
    const y = x.mul(2)
    y.label = 'double'
    expect(String(y)).toBe('Value(double: 4, op mul)')
  })
})

describe('zeroGrad', () => {
  test('forgets the gradient and that there was one', () => {
    const x = new Value(3)
    x.mul(2).backward()
    expect([x.grad, x.hasGrad]).toEqual([2, true])
    x.zeroGrad()
    expect([x.grad, x.hasGrad]).toEqual([0, false])
  })

  test('hasGrad tells a gradient of 0 from none', () => {
    const x = new Value(-1)
    x.relu().backward()
    expect([x.grad, x.hasGrad]).toEqual([0, true])
  })
})

describe('as text', () => {
  test('shows label, number, op and gradient where there are any', () => {
    const x = new Value(3, 'x')
    const y = x.square()
    expect([`${new Value(3)}`, `${x}`, `${y}`]).toEqual(['Value(3)', 'Value(x: 3)', 'Value(9, op square)'])
    y.backward()
    expect([`${x}`, `${y}`]).toEqual(['Value(x: 3, grad 6)', 'Value(9, op square, grad 1)'])
  })

  test('prints the same in Node', () => {
    expect(inspect(new Value(3, 'x'))).toBe('Value(x: 3)')
    expect(inspect([new Value(3)])).toBe('[ Value(3) ]')
  })
})

describe("JavaScript's own operators", () => {
  const x = new Value(3, 'x') as unknown as number
  const message =
    "Value: JavaScript's own operators do not work on Value(x: 3). Use methods such as .add(), .mul() and .gt()."

  test.each<[string, () => unknown]>([
    ['x + 1', () => x + 1],
    ['x * 2', () => x * 2],
    ['x < 4', () => x < 4],
    // oxlint-disable-next-line eqeqeq -- the operator under test
    ['x == 3', () => x == 3],
    ['-x', () => -x],
    ['Number(x)', () => Number(x)],
    ['Math.tanh(x)', () => Math.tanh(x)],
  ])('%s is refused', (_, operation) => {
    expect(operation).toThrow(new TypeError(message))
  })
})
