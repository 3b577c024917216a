/**
 * Groups: names for parts of a graph, for drawings. A node that is made inside a group refers to it in place of its empty
 * label, so a group costs its nodes nothing.
 */
import { mustBeFunction, show } from './errors.js'
import { refusePromise } from './synchronous.js'

/** A part of a graph. Each call of `group` makes a new one, also with a name that was used before. */
export interface Group {
  readonly name: string
  /** The group around it. */
  readonly parent: Group | undefined
}

/** The name of a Value that was made in a group. All nodes of a group that have no label share one. */
export interface NameInGroup {
  readonly label: string
  readonly group: Group
}

let current: '' | NameInGroup = ''

/** The name of the nodes that are made now. */
export const nameNow = (): '' | NameInGroup => current

/**
 * Runs `fn`. The Values that ops make meanwhile belong to a group of this name, which drawings can frame or draw as one
 * box. Groups may be nested. Leaves belong to no group.
 *
 * @throws TypeError if the name is empty or no text, or if `fn` is no function or is async
 * @example
 * const x = new Value(2, 'x')
 * const h = group('hidden', () => x.mul(3).tanh())
 * h.group?.name // => 'hidden'
 */
export function group<T>(name: string, fn: () => T): T {
  if (typeof name !== 'string' || name === '') throw new TypeError(`group: the name is ${show(name)}. Pass a text.`)
  if (typeof fn !== 'function') throw mustBeFunction('group', 'the second argument', fn)
  const outer = current
  current = { label: '', group: { name, parent: outer === '' ? undefined : outer.group } }
  try {
    return refusePromise('group', fn())
  } finally {
    current = outer
  }
}
