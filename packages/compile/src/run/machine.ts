/** Turns a program, after all passes, into an executable. */
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

/** An executable for a fixed number of lanes, and how it was made. */
export interface Linked {
  readonly executable: Executable
  /**
   * Makes a second executable, in which 0 × ∞ is 0 in products of the chain rule. The first one multiplies plainly and
   * may give NaN there. Undefined if the first one is exact.
   */
  readonly exact: (() => Executable) | undefined
  readonly schedule: Schedule
  /** The WebAssembly module; undefined for the interpreter. */
  readonly module: object | undefined
  /** Ops without a kernel, whose own `f` is called once per number. */
  readonly fallbacks: readonly string[]
  /** Bytes of WebAssembly. */
  readonly bytes: number
}

/** Gives a program its lanes, its memory layout and its loops. */
export const schedule = (program: Program, lanes: number, arena: Arena, places: Places): Schedule =>
  group(overLanes(program, lanes), arena, places)

/** The nests in the units that run together: a region in WebAssembly, a single nest in the interpreter. */
export const unitsOf = (schedule: Schedule, arena: Arena): (readonly Nest[])[] =>
  arena.memory === undefined
    ? Array.from(schedule.nests, (nest) => [nest])
    : Array.from(regions(schedule, fuses), ({ nests }) => nests)

/**
 * Makes the executable of a schedule.
 *
 * @param exactly whether 0 × ∞ is 0 in products of the chain rule from the start
 * @param after what runs after the last block of a batch
 * @param inspect what runs after each block to look for NaN, if the products are not exact
 */
export function link(
  schedule: Schedule,
  arena: Arena,
  exactly: boolean,
  after: readonly Schedule[] = [],
  inspect: readonly Schedule[] = [],
): Linked {
  if (arena.memory === undefined) {
    const last = after.flatMap(({ nests }) => [...nests])
    const executable = interpret(schedule.nests, last, arena)
    return { executable, exact: undefined, schedule, module: undefined, fallbacks: [], bytes: 0 }
  }
  const isPlain = !exactly && hasChainProduct(schedule)
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

function hasChainProduct({ nests }: Schedule): boolean {
  for (let i = 0; i < nests.size; i++) if (chainProducts.has(nests.op(i))) return true
  return false
}
