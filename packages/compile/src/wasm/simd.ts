/** Whether code can run as WebAssembly: found out by trying. */
import { V128, Writer } from './encoder.js'
import { encodeModule } from './module.js'
import { F64X2 } from './vectors.js'
import { WebAssembly } from '../memory/webassembly.js'

let known: boolean | undefined

/** Whether there is WebAssembly with SIMD, and the page's content-security policy lets it be used. */
export function hasSimd(): boolean {
  return (known ??= probe())
}

function probe(): boolean {
  if (WebAssembly === undefined) return false
  const out = new Writer([])
  F64X2.number(1)(out)
  const bytes = encodeModule([], [{ type: { parameters: [], results: [V128] }, body: out.body() }])
  try {
    return new WebAssembly.Module(bytes) instanceof Object
  } catch {
    return false // a policy without 'wasm-unsafe-eval', or an engine without SIMD
  }
}
