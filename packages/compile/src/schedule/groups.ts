/**
 * Groups equal ops that do not depend on each other, gives their results neighboring addresses, and rolls each group up
 * into loop nests.
 *
 *     %3 = tanh %0
 *     %4 = tanh %1      →    for i < 3:  out[3 + i] = tanh(a[0 + i])
 *     %5 = tanh %2
 */
import type { Arena } from '../memory/arena.js'
import { bucket } from './bucket.js'
import { firstOf, type Id } from '../program/program.js'
import type { LanedProgram } from './lanes.js'
import { MemoryLayout, type Places } from './memory-layout.js'
import type { Nest } from './nest.js'
import { nestsOf } from './nests-of.js'

export interface Schedule {
  readonly nests: readonly Nest[]
  /** How many groups there are; groups of results that are read by the caller are marked. */
  readonly groups: number
  readonly results: ReadonlySet<number>
}

/** @param oneByOne whether each op is a group of its own: then its loop goes over the lanes alone */
export function group(program: LanedProgram, arena: Arena, places: Places, oneByOne = false): Schedule {
  const layout = new MemoryLayout(program, arena, places)
  const nests: Nest[] = []
  const results = new Set<number>()
  for (const members of oneByOne ? opsOf(program) : bucket(program, layout.role)) {
    const own = layout.place(members)
    if (layout.role[members[0]!]! > 0) results.add(own)
    for (const nest of nestsOf(layout, members, own)) nests.push(nest)
  }
  return { nests, groups: layout.groups, results }
}

/** Each op by itself, operands before results. */
function opsOf(program: LanedProgram): Id[][] {
  const ops: Id[][] = []
  for (let id = firstOf(program); id < program.nodes.length; id++) if (program.nodes[id]!.kind === 'op') ops.push([id])
  return ops
}
