/** Writes what has no vector instructions: calls of `f` for ops without a kernel, and gathers. */
import type { Op } from '@gradus/engine'
import { collapse, type Nest } from '../schedule/nest.js'
import { Pointers } from './emit-map.js'
import {
  call,
  type Code,
  getLocal,
  I32,
  i32,
  instruction,
  loop,
  memory,
  move,
  setLocal,
  type Writer,
} from './encoder.js'
import type { Vectors } from './vectors.js'

/** Load and store one number. 32-bit numbers are converted to 64 bits, and back. */
const loadOne = (v: Vectors, address: Code, offset: number): Code =>
  v.bytes === 8 ? memory([0x2b], 3)(address, offset) : instruction(0xbb)(memory([0x2a], 2)(address, offset))
const storeOne = (v: Vectors, address: Code, offset: number, value: Code): Code =>
  v.bytes === 8
    ? memory([0x39], 3)(address, offset, value)
    : memory([0x38], 2)(address, offset, instruction(0xb6)(value))

/** How an op without a kernel is called: with its numbers, or with the address and length of a list. */
export interface Imported {
  readonly index: number
  readonly list: boolean
}

/**
 * Writes an op without a kernel: one call per number.
 *
 * @param scratch the address where the numbers of a list are put for the call
 */
export function emitCalls(
  nest: Nest,
  v: Vectors,
  imported: (op: Op, count: number) => Imported,
  scratch: number,
  out: Writer,
): void {
  const { dims, refs } = collapse(nest.dims, [nest.out, ...nest.operands])
  const pointers = new Pointers(refs, v, out)
  const [target, ...operands] = refs
  const { index, list } = imported(nest.op, operands.length)
  const one = () => {
    const values = operands.map((ref) => loadOne(v, pointers.of(ref), ref.base * v.bytes))
    let result: Code
    if (list) {
      values.forEach((value, i) => storeOne(v, i32(0), (scratch + i) * v.bytes, value)(out))
      result = call(index, i32(scratch), i32(operands.length))
    } else result = call(index, ...values)
    storeOne(v, pointers.of(target!), target!.base * v.bytes, result)(out)
  }
  const visit = (d: number): void => {
    if (d === dims.length) one()
    else loop(out, dims[d]!, pointers.steps(d), () => visit(d + 1))
  }
  visit(0)
  pointers.release()
}

/** How many numbers are gathered per round of the loop. */
const AT_ONCE = 4

/** Writes a gather, which copies the numbers at the addresses in a table. */
export function emitGather({ dims, out: target, operands, table }: Nest, v: Vectors, out: Writer): void {
  const [count, lanes = 1] = dims
  const lane = operands[0]!.strides[1] ?? 0
  const [from, to, entry] = [out.take(I32), out.take(I32), out.take(I32)]
  setLocal(to, i32(0))(out)
  setLocal(entry, i32(0))(out)
  const stride = target.strides[0]!
  const copyOne = (k: number) => {
    setLocal(from, instruction(0x6c)(memory([0x28], 2)(getLocal(entry), (table + k) * 4), i32(v.bytes)))(out)
    for (let l = 0; l < lanes; l++) {
      const offset = (target.base + k * stride + l) * v.bytes
      storeOne(v, getLocal(to), offset, loadOne(v, getLocal(from), l * lane * v.bytes))(out)
    }
  }
  const several = lanes === 1 ? AT_ONCE : 1
  const steps = [
    [to, several * stride * v.bytes],
    [entry, several * 4],
  ] as const
  const whole = Math.floor(count! / several)
  if (whole > 0) loop(out, whole, steps, () => Array.from({ length: several }, (_, k) => copyOne(k)))
  move(out, steps, whole)
  for (let k = 0; k < count! % several; k++) copyOne(k)
  for (const local of [from, to, entry]) out.give(local)
}
