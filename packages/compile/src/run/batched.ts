/** Runs a program over any number of examples, one block after the other. */
import type { Arena, Numbers } from '../memory/arena.js'
import { now } from '../memory/clock.js'
import { lanesFor, MOST_LANES } from '../schedule/lane-count.js'
import { Elementwise } from './elementwise.js'
import { link, type Linked, schedule } from './machine.js'
import type { Schedule } from '../schedule/groups.js'
import type { Program } from '../program/program.js'

/**
 * Writes the inputs of the examples start … start + lanes − 1 into `numbers`, one example after the other, from `base`
 * on.
 */
export type LoadBlock = (start: number, lanes: number, base: number, numbers: Numbers) => void
/** Reads the outputs for these examples from `numbers`, one example after the other, from `base` on. */
export type ReadBlock = LoadBlock

/** A program linked for one number of lanes. */
interface Machine extends Linked {
  /** Sums all outputs: the sum is NaN if one of them is. Undefined if there are no outputs. */
  readonly sum: Elementwise | undefined
  /** Milliseconds that scheduling and linking took. */
  readonly linkedIn: number
}

/** A program, with executables for each number of lanes that was needed so far. */
export class BatchedProgram {
  /** The address of the sums over the examples. */
  readonly totals: number
  /** How many blocks have run so far. */
  runs = 0
  /**
   * Whether an output of the last run is NaN, or the sum of the outputs overflowed. Only known if `run` returned true.
   */
  hasNaN = false
  /** The addresses of the inputs and outputs of a block. */
  readonly inputs: number
  readonly outputs: number
  private readonly machines = new Map<number, Machine>()
  /** The machine of the last block, which the next block mostly needs again. */
  private lastLanes = 0
  private lastMachine: Machine | undefined

  /**
   * @param parameters the address of the parameters
   * @param exact whether products of the chain rule are exact from the start: see `run`
   * @param totals the address for the totals; by default new memory
   * @param after what runs after the last block of a batch
   */
  constructor(
    readonly program: Program,
    private readonly arena: Arena,
    private readonly parameters: number,
    private readonly exact: boolean,
    totals?: number,
    private readonly after: readonly Schedule[] = [],
  ) {
    this.inputs = arena.allocate(program.inputs * MOST_LANES)
    this.outputs = arena.allocate(program.outputCount * MOST_LANES)
    this.totals = totals ?? arena.allocate(program.totalCount)
  }

  /**
   * Runs the program. Returns whether it used plain multiplication for the chain rule, which may give NaN for 0 × ∞. If
   * so, and a result is NaN, run again with `exact`.
   *
   * @param from the first example; the examples before it belong to other threads. If it is not 0, the caller runs
   * `finish`.
   */
  run(count: number, load: LoadBlock, read?: ReadBlock, exact = false, from = 0): boolean {
    const most = lanesFor(count)
    let isPlain = false
    this.hasNaN = false
    for (let start = from; start < count; start += most) {
      const lanes = Math.min(most, count - start)
      const machine = this.machine(lanes)
      load(start, lanes, this.inputs, this.arena.numbers)
      const { run, runLast } = exact && machine.exact !== undefined ? machine.exact() : machine.executable
      const keep = start === from ? 0 : -1
      if (from === 0 && start + lanes === count) runLast(keep)
      else run(keep)
      isPlain ||= !exact && machine.exact !== undefined
      if (isPlain && machine.sum !== undefined) this.hasNaN ||= Number.isNaN(machine.sum.total)
      this.runs++
      read?.(start, lanes, this.outputs, this.arena.numbers)
    }
    return isPlain
  }

  /** The program linked for this number of lanes, which happens when it is first needed. */
  machine(lanes: number): Machine {
    if (this.lastMachine !== undefined && this.lastLanes === lanes) return this.lastMachine
    let machine = this.machines.get(lanes)
    if (machine === undefined) {
      const start = now()
      const { inputs, outputCount } = this.program
      const from = (base: number, count: number) => Array.from({ length: count }, (_, i) => base + i)
      const loops = schedule(this.program, lanes, this.arena, {
        inputs: from(this.inputs, inputs),
        inputStride: inputs,
        outputs: from(this.outputs, outputCount),
        outputStride: outputCount,
        parameters: this.parameters,
        totals: this.totals,
      })
      const sum = this.sumOfResults(lanes * outputCount)
      const inspect = sum === undefined ? [] : sum.schedules
      const linked = link(loops, this.arena, this.exact, this.after, inspect)
      machine = { ...linked, sum, linkedIn: now() - start }
      this.machines.set(lanes, machine)
    }
    this.lastLanes = lanes
    this.lastMachine = machine
    return machine
  }

  private sumOfResults(count: number): Elementwise | undefined {
    if (count === 0) return undefined
    return new Elementwise(this.arena, count, [this.outputs], [], 0, ([x]) => ({ outputs: [], totals: [x!] }))
  }
}
