/**
 * Writes sums of products, where networks spend most of their time. A tile of sums stays in registers while the loops
 * over the terms run. If neighboring results have neighboring operands, a vector holds neighboring results
 * (across-results.ts). Otherwise it holds neighboring terms of one sum (across-terms.ts).
 */
import { chainProducts } from '../program/ops.js'
import { collapse, type Nest, sliced } from '../schedule/nest.js'
import { acrossResults } from './across-results.js'
import { acrossTerms } from './across-terms.js'
import type { Contraction } from './contraction.js'
import { type Code, I32, i32, setLocal, type Writer } from './encoder.js'
import type { Tools } from './kernels.js'

export function emitContract(nest: Nest, { v, chain }: Tools, keep: Code, out: Writer): void {
  const split = nest.dims.length - nest.reduced
  const refs = [nest.out, ...nest.operands]
  const outer = collapse(
    nest.dims.slice(0, split),
    refs.map((ref) => sliced(ref, 0, split)),
  )
  const inner = collapse(
    nest.dims.slice(split),
    refs.map((ref) => sliced(ref, split)),
  )
  const parts = refs.map((ref, i) => {
    const pointer = out.take(I32)
    setLocal(pointer, i32(0))(out)
    return { base: ref.base, outer: outer.refs[i]!.strides, inner: inner.refs[i]!.strides, pointer }
  })
  const c: Contraction = {
    v,
    out,
    dims: outer.dims,
    inner: inner.dims,
    parts,
    multiply: chainProducts.has(nest.op) ? chain : v.mul,
    accumulate: nest.accumulate === 'no' ? undefined : keep,
  }
  const [target, ...operands] = parts
  const last = outer.dims.length - 1
  const neighbors =
    last >= 0 && target!.outer[last] === 1 && operands.every(({ outer }) => outer[last] === 0 || outer[last] === 1)
  if (neighbors) acrossResults(c)
  else acrossTerms(c)
  for (const { pointer } of parts) out.give(pointer)
}
