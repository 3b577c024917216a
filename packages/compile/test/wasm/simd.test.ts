/** What compile does on a machine whose WebAssembly has no SIMD. */
import { expect, jest, test } from '@jest/globals'
import type { Value } from '@gradus/engine'

jest.unstable_mockModule('../../src/wasm/simd.js', () => ({ hasSimd: () => false }))
const { compile } = await import('../../src/index.js')

test('without SIMD, the interpreter is the default, and WebAssembly is refused', () => {
  const square = (x: Value) => x.square()
  const f = compile(square, ['scalar'])
  expect([f.backend, f.value([3]), f.report().codeBytes]).toEqual(['interpreter', 9, 0])
  const message = "compile: there is no WebAssembly with SIMD here. Leave out backend, or pass 'interpreter'."
  expect(() => compile(square, ['scalar'], { backend: 'wasm' })).toThrow(new RangeError(message))
})
