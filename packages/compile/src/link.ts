/** From a program to something that runs: passes, schedule, code. */
import type { Arena } from './arena.js'
import { interpret, type Run } from './interpreter.js'
import { collect } from './passes/collect.js'
import { fold } from './passes/fold.js'
import { lower } from './passes/lower.js'
import { prune } from './passes/prune.js'
import { share } from './passes/share.js'
import type { Program } from './program.js'
import { group, type Places } from './schedule/groups.js'
import { emit } from './wasm/emit.js'
import { overLanes } from './schedule/lanes.js'

/** The passes over a program, in order. */
export const PASSES: readonly (readonly [name: string, pass: (program: Program) => Program])[] = [
  ['lower', lower],
  ['fold', fold],
  ['share', share],
  ['collect', collect],
  ['prune', prune],
]

export const optimise = (program: Program): Program => PASSES.reduce((p, [, pass]) => pass(p), program)

export function link(program: Program, lanes: number, arena: Arena, places: Places, exact = true): Run {
  const schedule = group(overLanes(program, lanes), arena, places)
  return arena.memory === undefined ? interpret(schedule.nests, arena) : emit(schedule, arena, exact).run
}
