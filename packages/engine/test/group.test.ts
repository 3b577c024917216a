import { describe, expect, test } from '@jest/globals'
import { type Group, group, Value } from '@gradus/engine'

/** The names of the groups around a Value, innermost first. */
function path(x: Value): string[] {
  const names: string[] = []
  for (let at: Group | undefined = x.group; at !== undefined; at = at.parent) names.push(at.name)
  return names
}

test('nodes belong to the innermost group that they were made in, leaves to none', () => {
  const x = new Value(2, 'x')
  let inner: Value | undefined
  const y = group('outer', () => {
    inner = group('inner', () => x.exp())
    return inner.mul(new Value(3))
  })
  expect([path(inner!), path(y), path(y.input(1) as Value), path(x), path(y.neg())]).toEqual([
    ['inner', 'outer'],
    ['outer'],
    [],
    [],
    [],
  ])
})

test('each call makes a new group, and all nodes of a call share it', () => {
  const x = new Value(2)
  const twice = () => group('h', () => x.exp().log())
  const [a, b] = [twice(), twice()]
  expect(a.group).toBe((a.input(0) as Value).group)
  expect(a.group).not.toBe(b.group)
})

test('a label does not change the group', () => {
  const y = group('h', () => new Value(2).exp())
  y.label = 'y'
  expect([y.label, path(y)]).toEqual(['y', ['h']])
  y.label = ''
  expect([y.label, path(y), `${y}`]).toEqual(['', ['h'], `Value(${Math.exp(2)}, op exp)`])
})

test('a group ends when its function throws', () => {
  const failing = () =>
    group('h', () => {
      throw new Error('stop')
    })
  expect(failing).toThrow('stop')
  expect(new Value(1).exp().group).toBeUndefined()
})

describe('errors', () => {
  test.each<[() => unknown, string]>([
    [() => group('', () => 1), 'group: the name is "". Pass a text.'],
    [() => group(3 as never, () => 1), 'group: the name is 3. Pass a text.'],
    [() => group('h', 3 as never), 'group: the second argument is 3. Pass a function.'],
    [() => group('h', async () => 1), 'group: the function returned a promise. Pass a synchronous function.'],
  ])('%#', (wrong, message) => expect(wrong).toThrow(new TypeError(message)))
})
