import { describe, expect, test } from '@jest/globals'
import * as engine from '@gradus/engine'
import { add, clamp, dot, elu, leakyRelu, softmax, sum, table, tanh, Value } from '@gradus/engine'

const x = new Value(0.5)
/** Calls without types, as JavaScript does. */
const untyped = (f: unknown) => f as (...args: unknown[]) => unknown

const WRONG: [unknown, string][] = [
  ['3', '"3"'],
  ['', '""'],
  [undefined, 'undefined'],
  [null, 'null'],
  [[], 'an array of length 0'],
  [[1], 'an array of length 1'],
  [true, 'true'],
  [7n, '7n'],
  [{ data: 1 }, 'an object'],
  [Object.create(null), 'a null-prototype object'],
  [() => 1, 'a function'],
  [new Date(0), 'a Date object'],
]

describe.each(Object.entries(table).filter(([, op]) => typeof op.arity === 'number'))('%s', (_, op) => {
  const arity = op.arity as 1 | 2 | 3
  const names = arity === 1 ? ['the argument'] : ['the first argument', 'the second argument', 'the third argument']

  test('names itself and the argument that is no number or Value', () => {
    for (const [wrong, shown] of WRONG) {
      for (const right of [0.5, x]) {
        for (let i = 0; i < arity; i++) {
          const args = Array.from({ length: arity }, (_, k) => (k === i ? wrong : right))
          if (wrong === undefined && i === arity - 1 && op.defaultLast !== undefined) continue // left out, which is fine
          expect(() => untyped(op)(...args)).toThrow(
            new TypeError(`${op.name}: ${names[i]!} is ${shown}. Pass a number or a Value.`),
          )
        }
      }
    }
  })

  test('refuses wrong arguments as a method too', () => {
    if (arity === 1) return
    const method = untyped((...args: unknown[]) =>
      (x as unknown as Record<string, typeof tanh>)[op.name]!(...(args as [0])),
    )
    const message = `${op.name}: the second argument is "3". Pass a number or a Value.`
    expect(() => method(...Array.from({ length: arity - 1 }, () => '3'))).toThrow(new TypeError(message))
  })

  test('takes NaN without complaint', () => {
    const args = Array.from({ length: arity }, () => NaN)
    expect(untyped(op)(...args)).toBe(op.evaluate(args))
  })
})

const lists = [...Object.values(table).filter((op) => op.arity === 'variadic'), softmax]

describe.each(lists.map((f) => ({ name: f.name, f: untyped(f) })))('$name, of a list,', ({ name, f }) => {
  test.each([
    [undefined, 'undefined'],
    [3, '3'],
    ['123', '"123"'],
    [null, 'null'],
    [x, 'a Value object'],
    [new Float64Array([1]), 'a Float64Array object'],
  ])('refuses %p', (wrong, shown) => {
    expect(() => f(wrong)).toThrow(
      new TypeError(`${name}: the argument is ${shown}. Pass an array of numbers or Values.`),
    )
  })

  test('refuses an empty list', () => {
    expect(() => f([])).toThrow(
      new RangeError(`${name}: the argument is an empty list. Pass at least one number or Value.`),
    )
  })

  test('names the item that is wrong, holes included', () => {
    for (const [wrong, shown] of WRONG) {
      expect(() => f([1, x, wrong])).toThrow(new TypeError(`${name}: item 2 is ${shown}. Pass a number or a Value.`))
    }
    expect(() => f(new Array(3))).toThrow(new TypeError(`${name}: item 0 is undefined. Pass a number or a Value.`))
    expect(() => f([1, , 2])).toThrow(new TypeError(`${name}: item 1 is undefined. Pass a number or a Value.`))
  })

  test('does not notice that its list is changed afterwards', () => {
    const list = [new Value(1), new Value(2)]
    const y = [f(list)].flat()[0] as Value
    const before = y.data
    list[0] = new Value(100)
    y.backward()
    expect(y.data).toBe(before)
    expect(list[0].hasGrad).toBe(false)
  })
})

describe('dot', () => {
  const call = untyped(dot)

  test.each<[unknown[], Error]>([
    [[[1], undefined], new TypeError('dot: the second list is undefined. Pass an array of numbers or Values.')],
    [['ab', [1, 2]], new TypeError('dot: the first list is "ab". Pass an array of numbers or Values.')],
    [[[], []], new RangeError('dot: the first list is an empty list. Pass at least one number or Value.')],
    [[[1], []], new RangeError('dot: the second list is an empty list. Pass at least one number or Value.')],
    [[[1, 2], [3]], new RangeError('dot: the lists have 2 and 1 items. Pass lists of one length.')],
    [
      [
        [1, '2'],
        [3, 4],
      ],
      new TypeError('dot: item 1 of the first list is "2". Pass a number or a Value.'),
    ],
    [
      [
        [1, 2],
        [x, null],
      ],
      new TypeError('dot: item 1 of the second list is null. Pass a number or a Value.'),
    ],
  ])('refuses %p', (args, error) => {
    expect(() => call(...args)).toThrow(error)
  })
})

describe('the kinds of ops', () => {
  test('give a number for numbers and a Value as soon as there is one', () => {
    expect([tanh(0), add(1, 2), clamp(5, 0, 1), sum([1, 2]), dot([1], [2]), softmax([1])[0]]).toEqual([
      0, 3, 1, 3, 2, 1,
    ])
    for (const y of [
      tanh(x),
      add(1, x),
      clamp(5, 0, x),
      sum([1, x]),
      dot([1], [x]),
      dot([x], [1]),
      softmax([1, x])[0],
    ]) {
      expect(y).toBeInstanceOf(Value)
    }
  })

  test('have one node each, of however many operands', () => {
    const y = dot([x, 2, x], [3, x, x]) as Value
    expect(y.inputs).toEqual([x, 2, x, 3, x, x])
    expect((sum([x, 1, x]) as Value).inputs).toEqual([x, 1, x])
  })

  test('fill in a left-out last argument, and only undefined counts as left out', () => {
    expect([leakyRelu(-2), elu(-2), x.leakyRelu().inputs[1], x.elu().inputs[1]]).toEqual([
      -0.02,
      Math.expm1(-2),
      0.01,
      1,
    ])
    expect([leakyRelu(-2, 0), elu(-2, 0), leakyRelu(-2, NaN)]).toEqual([-0, -0, NaN])
  })

  test('can be made by the caller: unary, binary, ternary, variadic, paired', () => {
    const third = engine.ternary('fma', {
      f: (a, b, c) => a * b + c,
      d: [(_, b) => b, (a) => a, 1],
      domain: [[-1, 1], [-1, 1], [-1, 1]], // oxfmt-ignore
    })
    expect(third(2, 3, 4)).toBe(10)
    expect(engine.gradient(([a, b, c]) => third(a!, b!, c!), [2, 3, 4])).toEqual([3, 2, 1])
    expect(() => untyped(third)(1, 2)).toThrow(
      new TypeError('fma: the third argument is undefined. Pass a number or a Value.'),
    )
  })
})
