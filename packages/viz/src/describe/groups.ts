/** The groups of the engine, as drawings need them. */
import type { Value } from '@gradus/engine'

export interface Group {
  readonly name: string
  readonly parent: Group | undefined
}
export const groupOf = (_: Value): Group | undefined => undefined

/** The group and all groups around it, from the inside out. */
export function* around(group: Group | undefined): Generator<Group> {
  for (let g = group; g !== undefined; g = g.parent) yield g
}

/** The deepest group that both are in. */
export function common(a: Group | undefined, b: Group | undefined): Group | undefined {
  const all = new Set(around(a))
  for (const group of around(b)) if (all.has(group)) return group
  return undefined
}
