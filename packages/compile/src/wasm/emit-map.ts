/** Writes a region of element-wise nests. Each number is loaded once, kept in a local variable, and stored once. */
import { collapse, placeOf, type Ref } from '../schedule/nest.js'
import type { Region } from '../schedule/regions.js'
import { and, loadPlaces, type Vectors } from './vectors.js'
import { type Code, getLocal, I32, i32, loop, move, type Pointer, setLocal, V128, type Writer } from './encoder.js'
import { kernels, type Tools } from './kernels.js'

/** Up to this many vectors are written out without a loop. */
const UNROLLED = 4

/** @param keep the mask of what is kept of results that accumulate: nothing in the first block */
export function emitMap(region: Region, tools: Tools, keep: Code, out: Writer): void {
  const { v } = tools
  const all = region.nests.flatMap((nest) => [nest.out, ...nest.operands])
  const { dims, refs } = collapse(region.nests[0]!.dims, all)
  const count = dims.at(-1) ?? 1
  const pointers = new Pointers(refs, v, out)
  const body = (vectors: number, places: number) => {
    for (let k = 0; k < vectors; k++) {
      emitStep(region, refs, pointers, tools, keep, out, k, k === vectors - 1 ? places : v.width)
    }
  }
  const full = Math.floor(count / v.width)
  const rest = count % v.width
  const nested = (d: number): void => {
    if (d < dims.length - 1) {
      loop(out, dims[d]!, pointers.steps(d), () => nested(d + 1))
      return
    }
    const total = full + (rest > 0 ? 1 : 0)
    if (total <= UNROLLED) {
      body(total, rest > 0 ? rest : v.width)
      return
    }
    const steps = pointers.steps(d, v.width)
    loop(out, full, steps, () => body(1, v.width))
    if (rest === 0) return
    move(out, steps, full)
    body(1, rest)
    move(out, steps, -full)
  }
  nested(0)
  pointers.release()
}

/** One local variable for all refs with the same strides. Their base addresses are in the instructions. */
export class Pointers {
  private readonly locals = new Map<string, { local: number; strides: readonly number[] }>()

  constructor(
    refs: readonly Ref[],
    private readonly v: Vectors,
    private readonly out: Writer,
  ) {
    for (const { strides } of refs) {
      const key = strides.join()
      if (this.locals.has(key) || strides.every((s) => s === 0)) continue
      const local = out.take(I32)
      setLocal(local, i32(0))(out)
      this.locals.set(key, { local, strides })
    }
  }

  /** The moving part of an address. */
  of({ strides }: Ref): Code {
    const pointer = this.locals.get(strides.join())
    return pointer === undefined ? i32(0) : getLocal(pointer.local)
  }

  /** How many bytes each pointer advances by in loop d. */
  steps(d: number, times = 1): Pointer[] {
    return [...this.locals.values()].map(({ local, strides }) => [local, strides[d]! * times * this.v.bytes])
  }

  release(): void {
    for (const { local } of this.locals.values()) this.out.give(local)
  }
}

function emitStep(
  region: Region,
  refs: readonly Ref[],
  pointers: Pointers,
  tools: Tools,
  keep: Code,
  out: Writer,
  k: number,
  places: number,
): void {
  const { v } = tools
  const known = new Map<string, number>() // place → local that holds it
  const stores: (() => void)[] = []
  let at = 0
  region.nests.forEach((nest, i) => {
    const target = refs[at++]!
    const operands = nest.operands.map(() => {
      const ref = refs[at++]!
      const key = placeOf(ref)
      let local = known.get(key)
      if (local === undefined) {
        local = out.take(V128)
        known.set(key, local)
        setLocal(local, loadVector(v, pointers.of(ref), ref, k, places))(out)
      }
      return getLocal(local)
    })
    const local = out.take(V128)
    setLocal(local, kernels.get(nest.op)!(tools, operands))(out)
    // A result for the caller may overwrite an operand that later nests of the region still read.
    const key = region.final[i]! ? `result ${i}` : placeOf(target)
    known.set(key, local)
    if (!region.stored[i]) return
    stores.push(() => {
      const value: Code =
        nest.accumulate === 'batch'
          ? v.add(getLocal(local), and(loadVector(v, pointers.of(target), target, k, places), keep))
          : getLocal(local)
      if (nest.accumulate === 'batch') setLocal(local, value)(out)
      storeVector(v, pointers.of(target), target, k, places, getLocal(local), out)
    })
  })
  for (const store of stores) store()
  for (const local of known.values()) out.give(local)
}

const innermost = ({ strides }: Ref): number => strides.at(-1) ?? 0

/** Loads vector k of the innermost loop, of which only the first `places` numbers are used. */
const loadVector = (v: Vectors, pointer: Code, ref: Ref, k: number, places: number): Code =>
  loadPlaces(v, pointer, ref.base + k * v.width * innermost(ref), innermost(ref), places)

/** Stores the first `places` numbers of a vector and nothing else. `value` is written once per store instruction. */
export function storeVector(
  v: Vectors,
  pointer: Code,
  ref: Ref,
  k: number,
  places: number,
  value: Code,
  out: Writer,
): void {
  const stride = innermost(ref)
  const offset = (place: number) => (ref.base + (k * v.width + place) * stride) * v.bytes
  if (stride === 1 && places === v.width) v.store(pointer, offset(0), value)(out)
  else for (let place = 0; place < places; place++) v.storePlace(pointer, offset(place), value, place)(out)
}
