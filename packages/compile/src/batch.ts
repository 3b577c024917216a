/** Runs a program over any number of examples, a block of lanes at a time. */
import type { Arena, Numbers } from './arena.js'
import { link, type Linked } from './link.js'
import type { Program } from './program.js'
import { paddedLanes } from './schedule/groups.js'

/** Lanes per block, at most: the numbers of a block have to stay in the processor's nearest memory. */
const MOST_LANES = 16

/** Fills in the inputs of examples start … start + lanes − 1: input i of the first one belongs at `numbers[base + i · stride]`. */
export type Load = (start: number, lanes: number, base: number, stride: number, numbers: Numbers) => void
/** Takes what came out for these examples: output k of the first one is at `numbers[base + k · stride]`. */
export type Read = Load

export class Batch {
  /** Where the sums over the examples are. */
  readonly totals: number
  /** Blocks run so far. */
  runs = 0
  /** Where the inputs and outputs of a block are. */
  readonly inputs: number
  readonly outputs: number
  private readonly machines = new Map<number, Linked>()

  /** @param parameters where the parameters are in the arena; @param totals where their gradients go */
  constructor(
    readonly program: Program,
    private readonly arena: Arena,
    private readonly parameters: number,
    totals?: number,
  ) {
    const lanes = paddedLanes(MOST_LANES, arena.width)
    this.inputs = arena.allocate(program.inputs * lanes)
    this.outputs = arena.allocate(program.outputs.length * lanes)
    this.totals = totals ?? arena.allocate(program.totals.length)
  }

  /** Whether a result may be NaN only because a fast product made it so: then `run` again with `exact`. */
  isPlain(count: number): boolean {
    return this.machine(lanesFor(count)).exact !== undefined
  }

  /** @param from the first example: those before it are someone else's */
  run(count: number, load: Load, read: Read, exact = false, from = 0): void {
    const most = lanesFor(count)
    for (let start = from; start < count; start += most) {
      const lanes = Math.min(most, count - start)
      const machine = this.machine(lanes)
      const stride = paddedLanes(lanes, this.arena.width)
      load(start, lanes, this.inputs, stride, this.arena.numbers)
      const run = exact && machine.exact !== undefined ? machine.exact() : machine.run
      run(start === from)
      this.runs++
      read(start, lanes, this.outputs, stride, this.arena.numbers)
    }
  }

  /** The code for so many lanes, made when it is first needed. */
  machine(lanes: number): Linked {
    let machine = this.machines.get(lanes)
    if (machine === undefined) {
      const stride = paddedLanes(lanes, this.arena.width)
      const at = (base: number, count: number) => Array.from({ length: count }, (_, i) => base + i * stride)
      machine = link(this.program, lanes, this.arena, {
        inputs: at(this.inputs, this.program.inputs),
        outputs: at(this.outputs, this.program.outputs.length),
        parameters: this.parameters,
        totals: this.totals,
      })
      this.machines.set(lanes, machine)
    }
    return machine
  }
}

/** Blocks of one size where possible, of whole vectors, and as large as is good. */
export function lanesFor(count: number): number {
  if (count <= MOST_LANES) return count
  for (let lanes = MOST_LANES; lanes >= 8; lanes -= 2) if (count % lanes === 0) return lanes
  return MOST_LANES
}
