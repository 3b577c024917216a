import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { failureOf } from '../../src/expression/mistakes.js'
import { nameNodes } from '../../src/expression/names.js'

const a = new Value(3, 'a')
const b = a.mul(2)
b.label = 'b'
const d = b.mul(b.add(1))
nameNodes(d)

test('the wrong order fails at the node that passes on too early', () => {
  const { words, node, leaves } = failureOf(d, 'early')
  expect(words).toBe('b passes on 7, before everything has arrived at it. It should pass on 13.')
  expect(node).toBe(b)
  expect(leaves).toEqual([{ leaf: a, right: 26, mistaken: 14 }])
})

test('= instead of += fails where something is replaced', () => {
  const { words, leaves } = failureOf(d, 'overwrite')
  expect(words).toBe('At b, 6 arrives and replaces 7. Added to it, it would give 13.')
  expect(leaves).toEqual([{ leaf: a, right: 26, mistaken: 12 }])
})

test('where nothing is used twice, both do no harm', () => {
  const f = a.mul(2)
  nameNodes(f)
  for (const mistake of ['early', 'overwrite'] as const) {
    expect(failureOf(f, mistake)).toEqual({
      words: undefined,
      node: undefined,
      leaves: [{ leaf: a, right: 2, mistaken: 2 }],
    })
  }
})
