/**
 * Blocks of examples on worker threads. Every thread has a memory of its own, laid out like the main one, that the main
 * thread can write to and read from: weights and inputs go in, gradients come out, nothing else is exchanged.
 */
import { add } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Arena } from './arena.js'
import { MOST_LANES } from './batch.js'
import { Elementwise } from './elementwise.js'
import { WebAssembly, type WasmMemory } from './wasm/webassembly.js'

/** Examples per block on a thread. */
export const BLOCK = MOST_LANES
/** Smaller batches are not worth waking anyone. */
const FEWEST = 64
/** Examples in the smallest batch that so many threads share: each has a block at least. */
export const fewestFor = (threads: number): number => Math.max(FEWEST, BLOCK * threads)

/** Where things are in each memory, counted in numbers. */
export interface Layout {
  readonly parameters: number
  readonly parameterCount: number
  /** Of one block. */
  readonly inputs: number
  readonly inputCount: number
  /** The sums over the examples. */
  readonly totals: number
  readonly totalCount: number
}

/** What a worker is started with. */
interface Setup {
  readonly module: object
  readonly memory: WasmMemory
  readonly control: SharedArrayBuffer
  readonly index: number
  readonly bytes: number
  readonly block: number
  readonly layout: Layout
  /** Where the inputs of all its blocks stand, one after the other. */
  readonly staged: number
}

/** The control words of a worker: its blocks of this batch, those that it was ever given, those that it has done, and whether it runs. */
const [BLOCKS, GIVEN, DONE, READY, WORDS] = [0, 1, 2, 3, 4]
/** A worker that has not begun to run after so many milliseconds never will. */
const PATIENCE = 20_000

/**
 * The whole of a worker. It is turned into text, so it may use nothing from outside.
 */
function work(setup: Setup): void {
  const { module, memory, control, index, bytes, block, layout, staged } = setup
  const words = new Int32Array(control, 4 * 4 * index, 4)
  const [blocksOf, given, done, ready] = [0, 1, 2, 3]
  const numbers = bytes === 8 ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer)
  const wasm = (
    globalThis as unknown as {
      WebAssembly: { Instance: new (m: object, i: object) => { exports: { run(keep: number): void } } }
    }
  ).WebAssembly
  const { run } = new wasm.Instance(module, { env: { memory } }).exports
  Atomics.store(words, ready, 1)
  for (let taken = 0, b = 0; ; taken++) {
    while (Atomics.load(words, given) === taken) Atomics.wait(words, given, taken)
    const blocks = Atomics.load(words, blocksOf)
    if (blocks < 0) return
    const from = staged + b * layout.inputCount * block
    numbers.copyWithin(layout.inputs, from, from + layout.inputCount * block)
    run(b === 0 ? 0 : -1)
    if (++b < blocks) continue
    b = 0
    Atomics.store(words, done, taken + 1)
    Atomics.notify(words, done)
  }
}

interface NodeWorker {
  unref(): void
  terminate(): unknown
}
interface NodeThreads {
  Worker: new (code: string, options: { eval: true; execArgv: []; workerData: Setup }) => NodeWorker
}

export class Threads {
  private readonly control: Int32Array
  private readonly memories: { memory: WasmMemory; numbers: Float64Array | Float32Array }[] = []
  private readonly stop: (() => void)[] = []
  private readonly staged: number
  /** Where the sums of each worker are copied to in the main memory. */
  private readonly copies: readonly number[]
  /** Adds them to those of the main thread, in order. */
  private readonly join: Elementwise
  /** Blocks that each worker was ever given. */
  private given = 0

  /** @param count of workers beside the main thread; @param mostBlocks that a worker is given at a time */
  constructor(
    private readonly count: number,
    module: object,
    private readonly arena: Arena,
    private readonly layout: Layout,
    readonly mostBlocks: number,
  ) {
    const control = new SharedArrayBuffer(4 * WORDS * count)
    this.control = new Int32Array(control)
    const { totals, totalCount } = layout
    this.copies = Array.from({ length: count }, () => arena.allocate(totalCount))
    this.join = new Elementwise(arena, totalCount, [totals, ...this.copies], [totals], 0, (sums) => ({
      outputs: [sums.reduce((a, b) => add(a, b))],
      totals: [],
    }))
    this.staged = arena.size / arena.bytes // behind everything that the module knows
    const size = arena.size + mostBlocks * layout.inputCount * BLOCK * arena.bytes
    const pages = Math.ceil(size / 65_536)
    for (let index = 0; index < count; index++) {
      const memory = new WebAssembly!.Memory({ initial: pages, maximum: pages, shared: true })
      new Uint8Array(memory.buffer).set(new Uint8Array(arena.memory!.buffer)) // constants and tables
      const numbers = arena.bytes === 8 ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer)
      this.memories.push({ memory, numbers })
      const { bytes } = arena
      const { staged } = this
      this.stop.push(start({ module, memory, control, index, bytes, block: BLOCK, layout, staged }))
    }
  }

  /**
   * Starts the workers on `blocks` blocks each, which `load` fills in; the weights are those of the main memory.
   *
   * @param load puts block `b` of worker `index` into `numbers` at `base`
   */
  begin(
    blocks: number,
    load: (index: number, b: number, numbers: Float64Array | Float32Array, base: number) => void,
  ): void {
    const { parameters, parameterCount, inputCount } = this.layout
    const weights = this.arena.numbers.subarray(parameters, parameters + parameterCount)
    this.memories.forEach(({ numbers }, index) => {
      numbers.set(weights, parameters)
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

  /** Waits for all of them, and adds their sums to those of the main memory. */
  end(): void {
    const { totals, totalCount } = this.layout
    this.memories.forEach(({ numbers }, index) => {
      this.waitFor(index)
      this.arena.numbers.set(numbers.subarray(totals, totals + totalCount), this.copies[index]!)
    })
    this.join.run()
  }

  dispose(): void {
    for (let index = 0; index < this.count; index++) {
      Atomics.store(this.control, WORDS * index + BLOCKS, -1)
      this.give(index, this.given + 1)
    }
    for (const stop of this.stop) stop()
  }

  private waitFor(index: number): void {
    const word = WORDS * index + DONE
    for (;;) {
      const done = Atomics.load(this.control, word)
      if (done === this.given) return
      const timedOut = Atomics.wait(this.control, word, done, PATIENCE) === 'timed-out'
      if (timedOut && Atomics.load(this.control, WORDS * index + READY) === 0) {
        throw new ThreadsError('Training: a worker thread did not start. Pass threads: 1.')
      }
    }
  }
}

/** Thrown where threads are asked for and cannot be had: in browsers, without SIMD, for an op that has no vector instructions. */
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

/** Node's worker threads, without an import that a browser would stumble over. */
function nodeThreads(): NodeThreads | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  return process?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined
}

/** Starts one worker; gives the way to end it. */
function start(setup: Setup): () => void {
  const code = `(${work.toString()})(require('node:worker_threads').workerData)`
  // Without the program's own flags, of which some would have the text read as a module.
  const worker = new (nodeThreads()!.Worker)(code, { eval: true, execArgv: [], workerData: setup })
  worker.unref() // a program may end without ending its threads
  return () => void worker.terminate()
}
