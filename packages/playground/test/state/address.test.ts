import { expect, test } from '@jest/globals'
import { hashOf, LONGEST_HASH, shortHashOf, stateOf } from '../../src/state/address.js'
import { initialState, type PageState } from '../../src/state/page.js'

const network = (weights: number): PageState => ({
  ...initialState,
  page: { view: 'network' },
  network: { ...initialState.network, rate: 0.5, weights: Array.from({ length: weights }, Math.sqrt) },
})

test('the address has everything up to its limit', () => {
  const state = network(700)
  expect(hashOf(state).length).toBeLessThan(LONGEST_HASH)
  expect(shortHashOf(state)).toBe(hashOf(state))
  expect(stateOf(shortHashOf(state))).toEqual({ state, faults: [] })
})

test('weights beyond it are left out, and who opens the address reads so', () => {
  const state = network(800)
  expect(hashOf(state).length).toBeGreaterThan(LONGEST_HASH)
  expect(stateOf(shortHashOf(state))).toEqual({
    state: network(0),
    faults: [
      'The weights of this network are too long for an address. It begins with new ones. “Share” saves them in a file.',
    ],
  })
})

test('of a state that is too long without weights only the view stays', () => {
  const expression = { ...initialState.expression, text: '名'.repeat(1000), values: { 名: 2 } }
  expect(stateOf(shortHashOf({ ...initialState, expression }))).toEqual({
    state: initialState,
    faults: ['What was here is too long for an address. The view begins anew. “Share” saves it in a file.'],
  })
})

test('other words of the address about what is left out are not known', () => {
  for (const word of ['__proto__', 'rate']) {
    expect(stateOf(`#view=network&left-out=${word}`).faults).toEqual([
      'The address has “left-out”, which this view does not know.',
    ])
  }
})
