/** One worker thread: what it runs, how it is started and ended, and whether it is still there. */
import type { WasmMemory } from '../memory/webassembly.js'

/** Where things are in each memory, counted in numbers. */
export interface Addresses {
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
  readonly addresses: Addresses
  /** Where the inputs of all its blocks stand, one after the other. */
  readonly staged: number
  /** One end of a channel; that it is gone tells that the worker is. */
  readonly port: Port
}

/** The control words of a worker: its blocks of this batch, those that it was ever given, those that it has done, and whether it runs. */
export const [BLOCKS, GIVEN, DONE, READY, WORDS] = [0, 1, 2, 3, 4]

/**
 * The whole of a worker. It is turned into text, so it may use nothing from outside.
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

/** A worker, from outside. */
export interface Thread {
  isAlive(): boolean
  stop(): void
}

/** Node's worker threads, without an import that a browser would stumble over. */
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
  // Without the program's own flags, of which some would have the text read as a module.
  const worker = new Worker(source, { eval: true, execArgv: [], workerData, transferList: [port2] })
  worker.unref() // a program may end without ending its threads
  worker.on('error', () => {}) // whoever waits for the worker finds out; without this, Node would end the program
  let port = port1
  return {
    /**
     * Events of the worker do not arrive while this thread waits. But a port that has taken note of its other end being gone
     * cannot be handed over, not even to oneself.
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
