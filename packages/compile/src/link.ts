/** From a program to something that runs: passes, schedule, code. */
import { azmul } from '@gradus/engine'
import type { Arena } from './arena.js'
import { type Code, interpret } from './interpreter.js'
import { collect } from './passes/collect.js'
import { fold } from './passes/fold.js'
import { lower } from './passes/lower.js'
import { prune } from './passes/prune.js'
import { share } from './passes/share.js'
import { chainProducts } from './ops.js'
import type { Program } from './program.js'
import { group, type Schedule } from './schedule/groups.js'
import type { Places } from './schedule/layout.js'
import { overLanes } from './schedule/lanes.js'
import type { Nest } from './schedule/nest.js'
import { regions } from './schedule/regions.js'
import { emit, fuses } from './wasm/emit.js'

/** The passes over a program, in order. */
export const PASSES: readonly (readonly [name: string, pass: (program: Program) => Program])[] = [
  ['lower', lower],
  ['fold', fold],
  ['share', share],
  ['collect', collect],
  ['prune', prune],
]

export const optimise = (program: Program): Program => PASSES.reduce((p, [, pass]) => pass(p), program)

/**
 * Whether a function has products of the chain rule of its own, whose results, signs of 0 included, are for it to see. In
 * derivatives they are only added up and multiplied, so that a NaN is the one thing that has to be looked out for.
 */
export const usesChainProduct = ({ nodes }: Program): boolean =>
  nodes.some((node) => node.kind === 'op' && node.op === azmul)

/** A program that runs, for a fixed number of lanes. */
export interface Linked {
  readonly code: Code
  /** The same with 0 × ∞ = 0 in products of the chain rule; `code` itself may give NaN there. Undefined if `code` is exact. */
  readonly exact: (() => Code) | undefined
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
export const stepsOf = (schedule: Schedule, arena: Arena): (readonly Nest[])[] =>
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
    const code = interpret(schedule.nests, last, arena)
    return { code, exact: undefined, schedule, module: undefined, fallbacks: [], bytes: 0 }
  }
  const isPlain = !exactly && schedule.nests.some(({ op }) => chainProducts.has(op))
  const { code, module, fallbacks, bytes } = emit(isPlain ? [schedule, ...inspect] : [schedule], after, arena, exactly)
  let exact: Code | undefined
  return {
    code,
    exact: isPlain ? () => (exact ??= emit([schedule], after, arena, true).code) : undefined,
    schedule,
    module,
    fallbacks,
    bytes,
  }
}
