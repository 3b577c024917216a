/** One worker thread: the program it runs, how it is started and stopped, and whether it is still alive. */
import type { WasmMemory } from '../memory/webassembly.js'

/** Where the numbers of a program are in each memory, and how many there are. */
export interface Addresses {
  readonly parameters: number
  readonly parameterCount: number
  /** The inputs of one block; `inputCount` is per example. */
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
  readonly addresses: Addresses
  /** Where the main thread writes the inputs of all blocks, one after the other. */
  readonly staged: number
  /** One end of a channel. It closes when the worker ends, which the main thread can notice. */
  readonly port: Port
}

/**
 * The control words of a worker: how many blocks it has in this batch (−1 ends it), how many it has been given over all
 * batches, how many it has done, and whether it runs. WORDS is their number.
 */
export const [BLOCKS, GIVEN, DONE, READY, WORDS] = [0, 1, 2, 3, 4]

/**
 * The whole program of a worker. It is passed as text, so it must not use anything from outside itself.
 */
function work(setup: Setup): void {
  const { module, memory, control, index, bytes, block, addresses, staged } = setup
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
    const from = staged + b * addresses.inputCount * block
    numbers.copyWithin(addresses.inputs, from, from + addresses.inputCount * block)
    run(b === 0 ? 0 : -1)
    if (++b < blocks) continue
    b = 0
    Atomics.store(words, done, taken + 1)
    Atomics.notify(words, done)
  }
}

interface Port {
  close(): void
}
interface NodeWorker {
  unref(): void
  terminate(): unknown
  on(event: 'error', listener: () => void): void
}
interface NodeThreads {
  Worker: new (
    source: string,
    options: { eval: true; execArgv: []; workerData: Setup; transferList: Port[] },
  ) => NodeWorker
  MessageChannel: new () => { port1: Port; port2: Port }
  receiveMessageOnPort(port: Port): unknown
}
declare const structuredClone: <T>(x: T, options: { transfer: T[] }) => T

/** A worker, as the main thread sees it. */
export interface Thread {
  isAlive(): boolean
  stop(): void
}

/** Node's worker threads, or undefined in browsers and older Nodes. An import would fail in a browser. */
export function nodeThreads(): NodeThreads | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  return process?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined
}

/** Starts one worker. */
export function start(setup: Omit<Setup, 'port'>): Thread {
  const { Worker, MessageChannel, receiveMessageOnPort } = nodeThreads()!
  const source = `(${work.toString()})(require('node:worker_threads').workerData)`
  const { port1, port2 } = new MessageChannel()
  const workerData = { ...setup, port: port2 }
  // Without the flags of this program, because some of them would make Node read the text as a module.
  const worker = new Worker(source, { eval: true, execArgv: [], workerData, transferList: [port2] })
  worker.unref() // so that a program can end without calling dispose
  // `waitFor` notices that the worker has ended. Without a listener, Node would end the program.
  worker.on('error', () => {})
  let port = port1
  return {
    /**
     * While this thread waits, no event can tell it that the worker has ended. But a port whose other end is closed
     * cannot be transferred, so we transfer the port to ourselves and see whether that fails.
     */
    isAlive: () => {
      receiveMessageOnPort(port)
      try {
        port = structuredClone(port, { transfer: [port] })
        return true
      } catch {
        return false
      }
    },
    stop: () => {
      port.close()
      void worker.terminate()
    },
  }
}
