/** The memory of compiled code, in WebAssembly and as a typed array. */
import { describe, expect, test } from '@jest/globals'
import { Arena } from '../../src/memory/arena.js'

const ARENAS = [
  ['f64', true],
  ['f64', false],
  ['f32', true],
  ['f32', false],
] as const

describe.each(ARENAS)('%s, in WebAssembly: %p', (precision, wasm) => {
  test('allocate returns the next address on a vector boundary, and the numbers there are 0', () => {
    const arena = new Arena(precision, wasm)
    const width = precision === 'f64' ? 2 : 4 // numbers in a vector of 16 bytes
    const addresses = [1, 0, width, width + 1, 1].map((count) => arena.allocate(count))
    expect(addresses).toEqual([0, width, width, 2 * width, 4 * width])
    expect([...arena.numbers.subarray(0, 5 * width)]).toEqual(new Array(5 * width).fill(0))
  })

  test('the numbers stay at their addresses when the memory grows', () => {
    const arena = new Arena(precision, wasm)
    const first = arena.allocate(3)
    arena.numbers.set([1, 2, 3], first)
    const before = arena.size
    const large = arena.allocate(1_000_000)
    arena.numbers[large + 999_999] = 4
    expect(arena.size).toBeGreaterThan(before)
    expect([...arena.numbers.subarray(first, first + 3)]).toEqual([1, 2, 3])
    expect(arena.numbers[large + 999_999]).toBe(4)
  })

  test('integers are a view on the same memory', () => {
    const arena = new Arena(precision, wasm)
    arena.allocate(1_000_000)
    expect(arena.integers.buffer).toBe(arena.numbers.buffer)
    expect(arena.integers.byteLength).toBe(arena.size)
  })
})
