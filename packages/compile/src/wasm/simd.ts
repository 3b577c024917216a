/** Finds out whether WebAssembly with SIMD can run here, by trying it. */
import { type Constants, V128, Writer } from './encoder.js'
import { encodeModule } from './module.js'
import { F64X2 } from './vectors.js'
import { WebAssembly } from '../memory/webassembly.js'

let known: boolean | undefined

/** Whether WebAssembly with SIMD is available, and the content-security policy of the page allows it. */
export function hasSimd(): boolean {
  return (known ??= probe())
}

function probe(): boolean {
  if (WebAssembly === undefined) return false
  const constants: Constants = new Map()
  const out = new Writer([], constants)
  F64X2.number(1)(out)
  const bytes = encodeModule([], [{ type: { parameters: [], results: [V128] }, body: out.body() }], constants)
  try {
    return new WebAssembly.Module(bytes) instanceof Object
  } catch {
    return false // a policy without 'wasm-unsafe-eval', or an engine without SIMD
  }
}
