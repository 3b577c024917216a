/** The frames around the boxes of a group. */
import type { Group } from '@gradus/engine'
import type { Drawn } from './nearest.js'
import { common } from '../detail/groups.js'
import { Bundle } from '../detail/items.js'
import { ownerOf } from './omitted.js'
import type { Settings } from '../options.js'

/** A group that is drawn as a frame around its boxes. */
export interface Frame {
  readonly id: string
  readonly name: string
  /** The frame around it. */
  readonly parent: string | undefined
}

/**
 * The innermost frame of each box. A leaf belongs to no group, because it was made before. It is drawn in the group of its
 * user if it is a parameter or if it is used once, as `collapsed` would draw it.
 */
export function framesOf(
  drawn: ReadonlyMap<Drawn, string>,
  { frames, parameters }: Settings,
): { frames: Frame[]; frameOf: (drawn: Drawn) => string | undefined } {
  if (!frames) return { frames: [], frameOf: () => undefined }
  const groups = new Map<Drawn, Group | undefined>()
  const uses = new Map<Drawn, Drawn[]>()
  for (const one of drawn.keys()) {
    const owner = ownerOf(one.item)
    groups.set(
      one,
      owner instanceof Bundle ? (owner.kind === 'group' ? owner.group!.parent : owner.group) : owner.group,
    )
    for (const { from } of one.operands) {
      const known = uses.get(from)
      if (known === undefined) uses.set(from, [one])
      else known.push(one)
    }
  }
  for (const one of drawn.keys()) {
    const { item } = one
    if (one.form.arity > 0 || groups.get(one) !== undefined || item instanceof Bundle) continue
    const users = uses.get(one) ?? []
    const isInside = parameters === undefined ? users.length === 1 : parameters.has(ownerOf(item) as never)
    if (isInside && users.length > 0) groups.set(one, users.map((user) => groups.get(user)).reduce(common))
  }
  const known = new Map<Group, Frame>()
  const frameOf = (group: Group | undefined): Frame | undefined => {
    if (group === undefined) return undefined
    const parent = frameOf(group.parent)
    const frame = known.get(group) ?? { id: `f${known.size}`, name: group.name, parent: parent?.id }
    known.set(group, frame)
    return frame
  }
  for (const one of drawn.keys()) frameOf(groups.get(one))
  return { frames: [...known.values()], frameOf: (one) => frameOf(groups.get(one))?.id }
}
