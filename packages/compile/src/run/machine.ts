/** From a program, its passes done, to something that runs: schedule and code. */
import type { Arena } from '../memory/arena.js'
import type { Executable } from '../memory/executable.js'
import { interpret } from './interpreter.js'
import { chainProducts } from '../program/ops.js'
import type { Program } from '../program/program.js'
import { group, type Schedule } from '../schedule/groups.js'
import type { Places } from '../schedule/memory-layout.js'
import { overLanes } from '../schedule/lanes.js'
import type { Nest } from '../schedule/nest.js'
import { regions } from '../schedule/regions.js'
import { emit, fuses } from '../wasm/emit.js'

/** A program that runs, for a fixed number of lanes. */
export interface Linked {
  readonly executable: Executable
  /** The same with 0 × ∞ = 0 in products of the chain rule; `executable` itself may give NaN there. Undefined if `executable` is exact. */
  readonly exact: (() => Executable) | undefined
  readonly schedule: Schedule
  /** The WebAssembly module; undefined for the interpreter. */
  readonly module: object | undefined
  /** Ops that run through their own `f`, number by number. */
  readonly fallbacks: readonly string[]
  /** Bytes of WebAssembly. */
  readonly bytes: number
}

export const schedule = (program: Program, lanes: number, arena: Arena, places: Places): Schedule =>
  group(overLanes(program, lanes), arena, places)

/** The nests that run as one, in order: in WebAssembly those of a region, in the interpreter each by itself. */
export const unitsOf = (schedule: Schedule, arena: Arena): (readonly Nest[])[] =>
  arena.memory === undefined ? schedule.nests.map((nest) => [nest]) : regions(schedule, fuses).map(({ nests }) => nests)

/**
 * @param exactly whether products of the chain rule have 0 × ∞ = 0 from the start
 * @param after what follows when all examples are through
 * @param inspect what follows each block while these products may give NaN
 */
export function link(
  schedule: Schedule,
  arena: Arena,
  exactly: boolean,
  after: readonly Schedule[] = [],
  inspect: readonly Schedule[] = [],
): Linked {
  if (arena.memory === undefined) {
    const last = after.flatMap(({ nests }) => nests)
    const executable = interpret(schedule.nests, last, arena)
    return { executable, exact: undefined, schedule, module: undefined, fallbacks: [], bytes: 0 }
  }
  const isPlain = !exactly && schedule.nests.some(({ op }) => chainProducts.has(op))
  const { executable, module, fallbacks, bytes } = emit(
    isPlain ? [schedule, ...inspect] : [schedule],
    after,
    arena,
    exactly,
  )
  let exact: Executable | undefined
  return {
    executable,
    exact: isPlain ? () => (exact ??= emit([schedule], after, arena, true).executable) : undefined,
    schedule,
    module,
    fallbacks,
    bytes,
  }
}
