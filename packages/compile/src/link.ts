/** From a program to something that runs: passes, schedule, code. */
import { azmul } from '@gradus/engine'
import type { Arena } from './arena.js'
import { interpret, type Run } from './interpreter.js'
import { collect } from './passes/collect.js'
import { fold } from './passes/fold.js'
import { lower } from './passes/lower.js'
import { prune } from './passes/prune.js'
import { share } from './passes/share.js'
import type { Program } from './program.js'
import { group, type Places, type Schedule } from './schedule/groups.js'
import { overLanes } from './schedule/lanes.js'
import { isChainProduct, emit } from './wasm/emit.js'

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
  readonly run: Run
  /** The same with 0 × ∞ = 0 in products of the chain rule; `run` itself may give NaN there. Undefined if `run` is exact. */
  readonly exact: (() => Run) | undefined
  readonly schedule: Schedule
  /** The WebAssembly module; undefined for the interpreter. */
  readonly module: object | undefined
  /** Ops that run through their own `f`, number by number. */
  readonly fallbacks: readonly string[]
  /** Bytes of WebAssembly. */
  readonly bytes: number
}

export function link(program: Program, lanes: number, arena: Arena, exactly: boolean, places: Places): Linked {
  const schedule = group(overLanes(program, lanes), arena, places)
  if (arena.memory === undefined) {
    const run = interpret(schedule.nests, arena)
    return { run, exact: undefined, schedule, module: undefined, fallbacks: [], bytes: 0 }
  }
  const { run, module, fallbacks, bytes } = emit(schedule, arena, exactly)
  const isPlain = !exactly && schedule.nests.some(isChainProduct)
  let exact: Run | undefined
  return {
    run,
    exact: isPlain ? () => (exact ??= emit(schedule, arena, true).run) : undefined,
    schedule,
    module,
    fallbacks,
    bytes,
  }
}
