/**
 * Writes WebAssembly functions: the few parts of the binary format that the compiler needs (WebAssembly Core
 * Specification 2.0, chapter 5). module.ts assembles them. The usual library, Binaryen, is a thousand times as large.
 */

/** Writes instructions that leave their result on the stack. */
export type Code = (out: Writer) => void

export const I32 = 0x7f
export const F64 = 0x7c
export const V128 = 0x7b
type ValueType = typeof I32 | typeof F64 | typeof V128

export interface FunctionType {
  readonly parameters: readonly ValueType[]
  readonly results: readonly ValueType[]
}

/**
 * The vector constants of a module, each with its number. The key has the bytes, separated by commas. They are global variables,
 * because V8 loads these faster than constants inside instructions: a network with tanh trains a sixth faster.
 */
export type Constants = Map<string, number>

/** Collects the bytes of one function, and manages its local variables. */
export class Writer {
  private buffer = new Uint8Array(256)
  /** Bytes written so far. */
  length = 0
  private readonly free = new Map<ValueType, number[]>()
  private readonly types: ValueType[]
  private readonly parameters: number

  /** @param constants those of the module, to which the function adds its own */
  constructor(
    parameters: readonly ValueType[],
    private readonly constants: Constants,
  ) {
    this.parameters = parameters.length
    this.types = [...parameters]
  }

  push(b: number): void {
    if (this.length === this.buffer.length) this.grow()
    this.buffer[this.length++] = b
  }

  bytes(list: readonly number[]): void {
    for (let i = 0; i < list.length; i++) this.push(list[i]!)
  }

  unsigned(n: number): void {
    writeUnsigned(this, n)
  }

  signed(n: number): void {
    let rest = n | 0
    for (;;) {
      const b = rest & 0x7f
      rest >>= 7
      if ((rest === 0 && (b & 0x40) === 0) || (rest === -1 && (b & 0x40) !== 0)) {
        this.push(b)
        return
      }
      this.push(b | 0x80)
    }
  }

  private grow(): void {
    const before = this.buffer
    this.buffer = new Uint8Array(2 * before.length)
    this.buffer.set(before)
  }

  /** Pushes a vector constant. */
  constant(bytes: Uint8Array): void {
    const key = bytes.join()
    const { constants } = this
    if (!constants.has(key)) constants.set(key, constants.size)
    this.push(0x23) // global.get
    this.unsigned(constants.get(key)!)
  }

  /** A local variable for the duration of `body`. */
  withLocal(type: ValueType, body: (local: number) => void): void {
    const local = this.take(type)
    body(local)
    this.give(local)
  }

  /** Returns a free local variable of this type. */
  take(type: ValueType): number {
    const free = this.free.get(type)?.pop()
    return free ?? this.types.push(type) - 1
  }

  /** Gives a local variable back, so that it can be used again. */
  give(local: number): void {
    const type = this.types[local]!
    const free = this.free.get(type)
    if (free === undefined) this.free.set(type, [local])
    else free.push(local)
  }

  /** The body of the function, as the code section contains it. */
  body(): Uint8Array {
    const head: number[] = []
    const locals = this.types.slice(this.parameters)
    const runs: [count: number, type: number][] = []
    for (const type of locals) {
      const last = runs.at(-1)
      if (last !== undefined && last[1] === type) last[0]++
      else runs.push([1, type])
    }
    writeUnsigned(head, runs.length)
    for (const [count, type] of runs) {
      writeUnsigned(head, count)
      head.push(type)
    }
    this.push(0x0b) // end
    const body = new Uint8Array(head.length + this.length)
    body.set(head)
    body.set(this.buffer.subarray(0, this.length), head.length)
    return body
  }
}

/** Writes a whole number with 7 bits per byte (LEB128). */
export function writeUnsigned(out: { push(byte: number): unknown }, n: number): void {
  let rest = n >>> 0
  while (rest >= 0x80) {
    out.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  out.push(rest)
}

// ── Instructions ────────────────────────────────────────────────────────────────────────────────────────────────────

/** An instruction, after the code of its operands. */
export const instruction =
  (...bytes: number[]) =>
  (...operands: Code[]): Code =>
  (out) => {
    for (const operand of operands) operand(out)
    out.bytes(bytes)
  }

/** A SIMD instruction, which has the prefix 0xfd. */
export const simd = (opcode: number) => {
  const bytes = [0xfd]
  writeUnsigned(bytes, opcode)
  return instruction(...bytes)
}

export const getLocal =
  (local: number): Code =>
  (out) => {
    out.push(0x20)
    out.unsigned(local)
  }

export const setLocal =
  (local: number, value: Code): Code =>
  (out) => {
    value(out)
    out.push(0x21)
    out.unsigned(local)
  }

export const i32 =
  (n: number): Code =>
  (out) => {
    out.push(0x41)
    out.signed(n)
  }

const scratch = new Uint8Array(16)
const view = new DataView(scratch.buffer)

/** A vector constant from its bytes. */
export const vector =
  (fill: (view: DataView) => void): Code =>
  (out) => {
    fill(view)
    out.constant(scratch)
  }

export const call =
  (index: number, ...operands: Code[]): Code =>
  (out) => {
    for (const operand of operands) operand(out)
    out.push(0x10)
    out.unsigned(index)
  }

/** An instruction that reads or writes memory at `address` + `offset` bytes. */
export const memory =
  (opcode: readonly number[], align: number) =>
  (address: Code, offset: number, value?: Code, lane?: number): Code =>
  (out) => {
    address(out)
    value?.(out)
    out.bytes(opcode)
    out.unsigned(align)
    out.unsigned(offset)
    if (lane !== undefined) out.push(lane)
  }

const plus = instruction(0x6a)
const minus = instruction(0x6b)

/** A local variable that holds an address, and how many bytes it advances by. */
export type Pointer = readonly [local: number, step: number]

/** Advances pointers by this many steps. */
export function move(out: Writer, pointers: readonly Pointer[], times: number): void {
  for (const [local, step] of pointers) {
    if (step !== 0) setLocal(local, plus(getLocal(local), i32(step * times)))(out)
  }
}

/** Writes a loop that runs `body` `count` times. Pointers advance by a step each time, and go back at the end. */
export function loop(out: Writer, count: number, pointers: readonly Pointer[], body: () => void): void {
  if (count === 1) {
    body()
    return
  }
  out.withLocal(I32, (counter) => {
    setLocal(counter, i32(count))(out)
    out.bytes([0x03, 0x40]) // loop
    body()
    move(out, pointers, 1)
    minus(getLocal(counter), i32(1))(out)
    out.push(0x22) // local.tee sets the counter and leaves it on the stack
    out.unsigned(counter)
    out.bytes([0x0d, 0x00, 0x0b]) // br_if repeats unless the counter is 0; end
  })
  move(out, pointers, -count)
}
