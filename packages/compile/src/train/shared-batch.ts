/**
 * Runs a program over a batch on several threads. If a batch fails, all threads are ended, and the next batch starts
 * new ones.
 */
import { add } from '@gradus/engine'
import type { Arena } from '../memory/arena.js'
import type { BatchedProgram, LoadBlock } from '../run/batched.js'
import { Elementwise } from '../run/elementwise.js'
import { BLOCK, fewestFor, Threads, ThreadsError } from './threads.js'

export class SharedBatch {
  private threads: Threads | undefined
  /** Addresses in the main memory for the sums of each worker. */
  private readonly copies: readonly number[]
  /** Adds these sums to those of the main thread, always in the same order. */
  private readonly join: Elementwise

  /** @param count number of threads, the main thread included: 2 or more */
  constructor(
    private readonly batched: BatchedProgram,
    private readonly count: number,
    private readonly arena: Arena,
    private readonly parameters: { readonly at: number; readonly count: number },
  ) {
    this.mustBeShareable()
    const { totals, program } = batched
    const totalCount = program.totalCount
    this.copies = Array.from({ length: count - 1 }, () => arena.allocate(totalCount))
    this.join = new Elementwise(arena, totalCount, [totals, ...this.copies], [totals], 0, (sums) => ({
      outputs: [sums.reduce((a, b) => add(a, b))],
      totals: [],
    }))
  }

  /** Like `BatchedProgram.run`, for totals only: the outputs of single examples are not read. */
  run(count: number, load: LoadBlock, read?: undefined, exact = false): boolean {
    const blocks = exact || count < fewestFor(this.count) ? 0 : Math.floor(count / BLOCK / this.count)
    if (blocks === 0) return this.batched.run(count, load, read, exact)
    const threads = this.threadsFor(blocks)
    try {
      threads.begin(blocks, (index, b, numbers, base) => load((index * blocks + b) * BLOCK, BLOCK, base, numbers))
      const isPlain = this.batched.run(count, load, read, exact, (this.count - 1) * blocks * BLOCK)
      threads.end(this.copies)
      this.join.run()
      this.batched.machine(BLOCK).executable.finish()
      return isPlain
    } catch (error) {
      this.dispose() // workers may still be computing this batch
      throw error
    }
  }

  /** Ends the threads, if there are any. */
  dispose(): void {
    this.threads?.dispose()
    this.threads = undefined
  }

  private mustBeShareable(): void {
    const { fallbacks, module } = this.batched.machine(BLOCK)
    const [op] = fallbacks
    if (module === undefined) {
      throw new ThreadsError(
        `CompiledStep: threads is ${this.count}, and the compiled code is too long for one module, which threads need. Pass 1.`,
      )
    }
    if (op === undefined) return
    throw new ThreadsError(
      `CompiledStep: threads is ${this.count}, and ${op} runs through its own function, which other threads do not have. Pass 1.`,
    )
  }

  /** Threads that have room for this many blocks each. */
  private threadsFor(blocks: number): Threads {
    if (this.threads !== undefined && this.threads.mostBlocks >= blocks) return this.threads
    this.dispose()
    const { batched, parameters } = this
    const addresses = {
      parameters: parameters.at,
      parameterCount: parameters.count,
      inputs: batched.inputs,
      inputCount: batched.program.inputs,
      totals: batched.totals,
      totalCount: batched.program.totalCount,
    }
    return (this.threads = new Threads(this.count - 1, batched.machine(BLOCK).module!, this.arena, addresses, blocks))
  }
}
