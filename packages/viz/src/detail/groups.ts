/** Groups of nodes: those around a group, and what two groups have in common. */
import type { Group } from '@gradus/engine'

/** The group and all groups around it, from the inside out. */
export function* outwards(group: Group | undefined): Generator<Group> {
  for (let g = group; g !== undefined; g = g.parent) yield g
}

/** The deepest group that both are in. */
export function common(a: Group | undefined, b: Group | undefined): Group | undefined {
  if (a === b) return a
  const all = new Set(outwards(a))
  for (const group of outwards(b)) if (all.has(group)) return group
  return undefined
}
