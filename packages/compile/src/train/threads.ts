/**
 * Blocks of examples on worker threads. Every thread has a memory of its own, laid out like the main one, that the main
 * thread can write to and read from: parameters and inputs go in, gradients come out, nothing else is exchanged.
 */
import { show } from '@gradus/engine/errors'
import type { Arena } from '../memory/arena.js'
import { MOST_LANES } from '../schedule/lane-count.js'
import { now } from '../memory/clock.js'
import { WebAssembly, type WasmMemory } from '../memory/webassembly.js'
import { BLOCKS, DONE, GIVEN, type Addresses, nodeThreads, READY, start, type Thread, WORDS } from './worker.js'

/** Examples per block on a thread. */
export const BLOCK = MOST_LANES
/** Smaller batches are not worth waking anyone. */
const FEWEST = 64
/** Examples in the smallest batch that so many threads share: each has a block at least. */
export const fewestFor = (threads: number): number => Math.max(FEWEST, BLOCK * threads)

/** A worker that has not begun to run after so many milliseconds never will. */
const PATIENCE = 20_000
/** After so many milliseconds of waiting, it is made sure that the worker is still there. */
const GLANCE = 50

export class Threads {
  private readonly control: Int32Array
  private readonly memories: { memory: WasmMemory; numbers: Float64Array | Float32Array }[] = []
  private readonly threads: Thread[] = []
  private readonly staged: number
  /** Blocks that each worker was ever given. */
  private given = 0

  /** @param count of workers beside the main thread; @param mostBlocks that a worker is given at a time */
  constructor(
    private readonly count: number,
    module: object,
    private readonly arena: Arena,
    private readonly addresses: Addresses,
    readonly mostBlocks: number,
  ) {
    const control = new SharedArrayBuffer(4 * WORDS * count)
    this.control = new Int32Array(control)
    this.staged = arena.size / arena.bytes // behind everything that the module knows
    const size = arena.size + mostBlocks * addresses.inputCount * BLOCK * arena.bytes
    const pages = Math.ceil(size / 65_536)
    try {
      for (let index = 0; index < count; index++) this.add(index, module, control, pages)
    } catch (error) {
      this.dispose() // those that have begun
      throw error
    }
  }

  private add(index: number, module: object, control: SharedArrayBuffer, pages: number): void {
    const { arena, addresses, staged } = this
    const { bytes } = arena
    const memory = new WebAssembly!.Memory({ initial: pages, maximum: pages, shared: true })
    new Uint8Array(memory.buffer).set(new Uint8Array(arena.memory!.buffer)) // constants and tables
    const numbers = bytes === 8 ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer)
    this.memories.push({ memory, numbers })
    this.threads.push(start({ module, memory, control, index, bytes, block: BLOCK, addresses, staged }))
  }

  /**
   * Starts the workers on `blocks` blocks each, which `load` fills in; the parameters are those of the main memory.
   *
   * @param load puts block `b` of worker `index` into `numbers` at `base`
   */
  begin(
    blocks: number,
    load: (index: number, b: number, numbers: Float64Array | Float32Array, base: number) => void,
  ): void {
    const { parameters, parameterCount, inputCount } = this.addresses
    const current = this.arena.numbers.subarray(parameters, parameters + parameterCount)
    this.memories.forEach(({ numbers }, index) => {
      numbers.set(current, parameters)
      Atomics.store(this.control, WORDS * index + BLOCKS, blocks)
      for (let b = 0; b < blocks; b++) {
        load(index, b, numbers, this.staged + b * inputCount * BLOCK)
        this.give(index, this.given + b + 1)
      }
    })
    this.given += blocks
  }

  private give(index: number, blocks: number): void {
    Atomics.store(this.control, WORDS * index + GIVEN, blocks)
    Atomics.notify(this.control, WORDS * index + GIVEN)
  }

  /** Waits for all of them, and copies the sums of each to its place in the main memory. */
  end(copies: readonly number[]): void {
    const { totals, totalCount } = this.addresses
    this.memories.forEach(({ numbers }, index) => {
      this.waitFor(index)
      this.arena.numbers.set(numbers.subarray(totals, totals + totalCount), copies[index]!)
    })
  }

  dispose(): void {
    for (let index = 0; index < this.count; index++) {
      Atomics.store(this.control, WORDS * index + BLOCKS, -1)
      this.give(index, this.given + 1)
    }
    for (const thread of this.threads) thread.stop()
  }

  private waitFor(index: number): void {
    const word = WORDS * index + DONE
    for (const start = now(); ;) {
      const done = Atomics.load(this.control, word)
      if (done === this.given) return
      if (Atomics.wait(this.control, word, done, GLANCE) !== 'timed-out') continue
      if (!this.threads[index]!.isAlive()) {
        throw new ThreadsError(
          'CompiledStep: a worker thread ended before its work was done. Evaluate the batch again, with new threads, or pass threads: 1.',
        )
      }
      if (Atomics.load(this.control, WORDS * index + READY) === 0 && now() - start > PATIENCE) {
        throw new ThreadsError('CompiledStep: a worker thread did not start. Pass threads: 1.')
      }
    }
  }
}

/**
 * Thrown where threads are asked for and cannot be had: in browsers, without SIMD, for an op that has no vector instructions;
 * and where one ends before its work is done.
 */
export class ThreadsError extends RangeError {
  override readonly name = 'ThreadsError'
}

/** Refuses a number of threads that there cannot be. */
export function checkThreads(where: string, threads: number): void {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ThreadsError(`${where}: threads is ${show(threads)}. Pass a whole number, 1 or more.`)
  }
  if (threads === 1 || nodeThreads() !== undefined) return
  throw new ThreadsError(
    `${where}: threads is ${threads}, and only Node 20.16 or newer has threads that can be waited for. Pass 1.`,
  )
}
