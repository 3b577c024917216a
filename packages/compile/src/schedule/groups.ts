/**
 * Groups equal ops that do not depend on each other, gives their results neighboring addresses, and turns each group
 * into loop nests.
 *
 *     %3 = tanh %0
 *     %4 = tanh %1      →    for i < 3:  out[3 + i] = tanh(a[0 + i])
 *     %5 = tanh %2
 */
import type { Arena } from '../memory/arena.js'
import { bucket } from './bucket.js'
import { type Id, OP } from '../program/nodes.js'
import type { LanedProgram } from './lanes.js'
import { MemoryLayout, type Places } from './memory-layout.js'
import { Nests } from './nests.js'
import { NestMaker } from './nests-of.js'

/** The loops of a program, in the order in which they run. */
export interface Schedule {
  readonly nests: Nests
  /** How many groups there are. */
  readonly groups: number
  /** The groups whose results the caller reads. */
  readonly results: ReadonlySet<number>
}

/** @param oneByOne whether each op is its own group, with one loop, over the lanes */
export function group(program: LanedProgram, arena: Arena, places: Places, oneByOne = false): Schedule {
  const layout = new MemoryLayout(program, arena, places)
  const nests = new Nests()
  const maker = new NestMaker(layout, nests)
  const results = new Set<number>()
  for (const members of oneByOne ? opsOf(program) : bucket(program, (id) => layout.role(id))) {
    const own = layout.place(members)
    if (layout.role(members[0]!) > 0) results.add(own)
    maker.add(members, own)
  }
  return { nests, groups: layout.groups, results }
}

/** One list per op, operands before results. */
function opsOf({ nodes }: LanedProgram): Id[][] {
  const ops: Id[][] = []
  for (let id = nodes.leaves; id < nodes.size; id++) if (nodes.kind(id) === OP) ops.push([id])
  return ops
}
