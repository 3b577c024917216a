/**
 * Runs blocks of examples on worker threads. Each worker has its own memory, with the same memory layout as the main
 * one. The main thread writes parameters and inputs into it, and reads gradients from it. Nothing else is exchanged.
 */
import { show } from '@gradus/engine/errors'
import type { Arena } from '../memory/arena.js'
import { MOST_LANES } from '../schedule/lane-count.js'
import { now } from '../memory/clock.js'
import { WebAssembly, type WasmMemory } from '../memory/webassembly.js'
import { BLOCKS, DONE, GIVEN, type Addresses, nodeThreads, READY, start, type Thread, WORDS } from './worker.js'

/** Examples per block on a thread. */
export const BLOCK = MOST_LANES
/** Smaller batches take less time than waking a worker. */
const FEWEST = 64
/**
 * The number of examples in the smallest batch that this many threads share: 16 for each thread, and 64 at least.
 *
 * @example
 * fewestFor(2) // => 64
 * fewestFor(8) // => 128
 */
export const fewestFor = (threads: number): number => Math.max(FEWEST, BLOCK * threads)

/** Milliseconds after which a worker that has not begun to run is given up. */
const PATIENCE = 20_000
/** Milliseconds between two checks that the worker we wait for is still alive. */
const GLANCE = 50

export class Threads {
  private readonly control: Int32Array
  private readonly memories: { memory: WasmMemory; numbers: Float64Array | Float32Array }[] = []
  private readonly threads: Thread[] = []
  private readonly staged: number
  /** How many blocks each worker has been given, over all batches. */
  private given = 0

  /**
   * @param count number of workers, without the main thread
   * @param mostBlocks the largest number of blocks that a worker gets per batch
   */
  constructor(
    private readonly count: number,
    module: object,
    private readonly arena: Arena,
    private readonly addresses: Addresses,
    readonly mostBlocks: number,
  ) {
    const control = new SharedArrayBuffer(4 * WORDS * count)
    this.control = new Int32Array(control)
    this.staged = arena.size / arena.bytes // after all addresses that the module uses
    const size = arena.size + mostBlocks * addresses.inputCount * BLOCK * arena.bytes
    const pages = Math.ceil(size / 65_536)
    try {
      for (let index = 0; index < count; index++) this.add(index, module, control, pages)
    } catch (error) {
      this.dispose() // ends the workers that have started
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
   * Starts each worker on `blocks` blocks, which `load` fills in. The parameters are copied from the main memory.
   *
   * @param load writes block `b` of worker `index` into `numbers`, from `base` on
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

  /** Waits for all workers, and copies the sums of each to its address in the main memory. */
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
 * Thrown if threads cannot be used: in browsers, without SIMD, or for an op without a kernel. Also thrown if a worker
 * ends before its work is done.
 */
export class ThreadsError extends RangeError {
  override readonly name = 'ThreadsError'
}

/** @throws ThreadsError unless this number of threads can be used here */
export function checkThreads(where: string, threads: number): void {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ThreadsError(`${where}: threads is ${show(threads)}. Pass a whole number, 1 or more.`)
  }
  if (threads === 1 || nodeThreads() !== undefined) return
  throw new ThreadsError(
    `${where}: threads is ${threads}, and only Node 20.16 or newer has threads that can be waited for. Pass 1.`,
  )
}
