/** Runs a program over any number of examples, a block of lanes at a time. */
import type { Arena, Numbers } from '../memory/arena.js'
import { now } from '../memory/clock.js'
import { lanesFor, MOST_LANES } from '../schedule/lane-count.js'
import { Elementwise } from './elementwise.js'
import { link, type Linked, schedule } from './machine.js'
import type { Schedule } from '../schedule/groups.js'
import type { Program } from '../program/program.js'

/** Fills in the inputs of the examples start … start + lanes − 1, one example after the other, from `numbers[base]` on. */
export type LoadBlock = (start: number, lanes: number, base: number, numbers: Numbers) => void
/** Takes what came out for these examples, one after the other, from `numbers[base]` on. */
export type ReadBlock = LoadBlock

/** The code for some number of lanes. */
interface Machine extends Linked {
  /** Σ of what comes out, which is NaN if something is. */
  readonly sum: Elementwise | undefined
  /** Milliseconds. */
  readonly linkedIn: number
}

/** A program for any number of examples. It holds the memory that it runs in. */
export class BatchedProgram {
  /** Where the sums over the examples are. */
  readonly totals: number
  /** Blocks run so far. */
  runs = 0
  /** Whether something that came out of the last run is NaN, or too large to be added up; only known if `run` says so. */
  hasNaN = false
  /** Where the inputs and outputs of a block are. */
  readonly inputs: number
  readonly outputs: number
  private readonly machines = new Map<number, Machine>()
  /** What ran last. */
  private lastLanes = 0
  private lastMachine: Machine | undefined

  /**
   * @param parameters where the parameters are in the arena
   * @param exact whether products of the chain rule are exact from the start: see `run`
   * @param totals where the parameters' gradients go
   * @param after what follows when all examples of a batch are through
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
    this.outputs = arena.allocate(program.outputs.length * MOST_LANES)
    this.totals = totals ?? arena.allocate(program.totals.length)
  }

  /**
   * Whether a result may be NaN only because a fast product made it so: if it is, run again with `exact`.
   *
   * @param from the first example: those before it are someone else's, and so is what follows
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

  /** The code for so many lanes, made when it is first needed. */
  machine(lanes: number): Machine {
    if (this.lastMachine !== undefined && this.lastLanes === lanes) return this.lastMachine
    let machine = this.machines.get(lanes)
    if (machine === undefined) {
      const start = now()
      const { inputs, outputs } = this.program
      const from = (base: number, count: number) => Array.from({ length: count }, (_, i) => base + i)
      const loops = schedule(this.program, lanes, this.arena, {
        inputs: from(this.inputs, inputs),
        inputStride: inputs,
        outputs: from(this.outputs, outputs.length),
        outputStride: outputs.length,
        parameters: this.parameters,
        totals: this.totals,
      })
      const sum = this.sumOfResults(lanes * outputs.length)
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
