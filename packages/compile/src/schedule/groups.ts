/**
 * Groups equal ops that do not depend on each other, gives their results neighbouring addresses, and rolls each group up
 * into loop nests.
 *
 *     %3 = tanh %0
 *     %4 = tanh %1      →    for i < 3:  out[3 + i] = tanh(a[0 + i])
 *     %5 = tanh %2
 */
import type { Arena } from '../arena.js'
import { bucket } from './bucket.js'
import type { LanedProgram } from './lanes.js'
import { Layout, type Places } from './layout.js'
import type { Nest } from './nest.js'
import { nestsOf } from './nests-of.js'

export interface Schedule {
  readonly nests: readonly Nest[]
  /** How many groups there are; groups of results that are read by the caller are marked. */
  readonly groups: number
  readonly results: ReadonlySet<number>
}

export function group(program: LanedProgram, arena: Arena, places: Places): Schedule {
  const layout = new Layout(program, arena, places)
  const nests: Nest[] = []
  const results = new Set<number>()
  for (const members of bucket(program, layout.role)) {
    const own = layout.place(members)
    if (layout.role[members[0]!]! > 0) results.add(own)
    for (const nest of nestsOf(layout, members, own)) nests.push(nest)
  }
  return { nests, groups: layout.groups, results }
}
