/**
 * What one box of a drawing stands for, and what leads to it.
 *
 *     Value      a node of the graph
 *     Part       a node that only the drawing has: aᵢ·bᵢ of an expanded dot
 *     NumberUse  a plain number among the operands; one for each use
 *     Bundle     several Values in one box: a group, or equal nodes
 */
import type { Group, Op, Value } from '@gradus/engine'

export type Item = Value | Part | NumberUse | Bundle

/** One edge that ends at an item. */
export interface Operand {
  readonly item: Item
  /** The position among the operands of the op. For a Bundle the position among its edges. */
  readonly index: number
  /** How many edges of the graph it stands for. */
  readonly count: number
  /** ∂item/∂operand. Undefined for an edge that stands for several. */
  readonly partial: (() => number) | undefined
}

/** How an item is drawn. */
export interface Form {
  /** What the box shows as its operation. '' for a leaf. */
  readonly symbol: string
  /** The op of the table. Undefined for a leaf, a number, a Bundle, and for what an expansion has added. */
  readonly op: Op | undefined
  /** The number of operands. */
  readonly arity: number
  /** Operand `place` in drawing order. Makes a new Part or NumberUse at each call. */
  operand(place: number): Operand
}

/** A plain number among the operands of `user`. */
export class NumberUse {
  constructor(
    readonly user: Value | Part,
    readonly index: number,
    readonly data: number,
  ) {}
}

/** A node of an expanded op. Only `user` uses it. */
export class Part {
  constructor(
    readonly user: Value | Part,
    readonly index: number,
    readonly data: number,
    /** ∂user/∂this */
    readonly partial: number,
    /** Makes the form when it is asked for, because a dot may have 200,000 parts. */
    readonly form: (self: Part) => Form,
  ) {}
}

/** Several Values that are drawn as one box. */
export class Bundle {
  /** Values and plain numbers inside. */
  nodes = 0
  /** Edges of the graph that begin and end inside. */
  edges = 0
  /** Leaves among the nodes, and plain numbers. */
  leaves = 0
  numbers = 0
  /** The Values that somebody outside uses, or the root. Their numbers are shown. */
  readonly outputs: Value[] = []
  /** The edges that end here, by the item where they begin: how many of the graph. */
  readonly operands = new Map<Item, number>()

  constructor(
    readonly kind: 'group' | 'fold',
    /** For a group: the group. For a fold: the deepest group that has all nodes. */
    readonly group: Group | undefined,
    /** How many equal sub-graphs the box stands for. 1 for a group. */
    readonly times: number,
    /** The operations, in the order in which they are applied. Empty for a group. */
    readonly symbols: readonly string[],
  ) {}
}
