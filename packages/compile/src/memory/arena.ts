/**
 * The memory of compiled code: one growing array of numbers. An address is an index into this array. For WebAssembly it
 * is the memory of the module, for the interpreter a typed array.
 */
import { WebAssembly, type WasmMemory } from './webassembly.js'

/** How numbers are stored and computed: with 64 or 32 bits. */
export type Precision = 'f64' | 'f32'
export type Numbers = Float64Array | Float32Array

const PAGE = 65_536
/** The largest size of memory that is shared with threads: 2 GiB. */
export const MOST_PAGES = 32_768

export class Arena {
  /** Bytes per number. */
  readonly bytes: 8 | 4
  /** Numbers per 16-byte vector. */
  readonly width: 2 | 4
  readonly memory: WasmMemory | undefined
  private used = 0
  private own: ArrayBuffer
  private view: Numbers
  private ints = new Int32Array(0)

  constructor(
    readonly precision: Precision,
    wasm: boolean,
    /** Whether the module can also run with the memory of a worker thread. */
    readonly shared = false,
  ) {
    this.bytes = precision === 'f64' ? 8 : 4
    this.width = precision === 'f64' ? 2 : 4
    this.memory = wasm
      ? new WebAssembly!.Memory(shared ? { initial: 1, maximum: MOST_PAGES, shared } : { initial: 1 })
      : undefined
    this.own = this.memory?.buffer ?? new ArrayBuffer(PAGE)
    this.view = this.viewOf(this.own)
  }

  /** The array of numbers. Read it again after `allocate`, which may replace it. */
  get numbers(): Numbers {
    return this.view
  }

  /** The same memory as 32-bit integers, for tables of addresses. */
  get integers(): Int32Array {
    if (this.ints.buffer !== this.own) this.ints = new Int32Array(this.own)
    return this.ints
  }

  /** Bytes. */
  get size(): number {
    return this.own.byteLength
  }

  /** Reserves `count` numbers, all 0, on a vector boundary. Returns the address of the first. */
  allocate(count: number): number {
    const address = this.used
    this.used += Math.ceil(count / this.width) * this.width
    const needed = this.used * this.bytes
    if (needed > this.own.byteLength) this.grow(Math.max(needed, Math.min(2 * this.own.byteLength, needed + 2 ** 24)))
    return address
  }

  private grow(bytes: number): void {
    const pages = Math.ceil(bytes / PAGE)
    if (this.memory !== undefined) {
      this.memory.grow(pages - this.own.byteLength / PAGE)
      this.own = this.memory.buffer
    } else {
      const before = new Uint8Array(this.own)
      this.own = new ArrayBuffer(pages * PAGE)
      new Uint8Array(this.own).set(before)
    }
    this.view = this.viewOf(this.own)
  }

  private viewOf(buffer: ArrayBuffer): Numbers {
    return this.precision === 'f64' ? new Float64Array(buffer) : new Float32Array(buffer)
  }
}
