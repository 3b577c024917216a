/**
 * Values that stand for any number. When a function runs on them, its ops build a graph and compute nothing. Reading a
 * number throws, because that number would be frozen into the compiled function.
 */
import type { Op, Scalar } from '@gradus/engine'
import { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Id } from './nodes.js'

/** Thrown if a function cannot be recorded, for example because it reads the number of a Value. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError'
}

export const frozen = (what: string) =>
  new RecordingError(
    `compile: the function ${what} of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.`,
  )

/** A Value without numbers. `instanceof Value` is true for it. */
export class Recorded {
  label = ''
  position = 0

  /** @param id the node that this Value stands for in the program that `recording` makes */
  constructor(
    readonly op: Op | null,
    readonly inputs: readonly Scalar[],
    readonly recording: object,
    readonly id: Id,
  ) {}

  get data(): number {
    throw frozen('reads the data')
  }
  set data(_) {
    throw frozen('sets the data')
  }
  get grad(): number {
    throw frozen('reads the grad')
  }
  set grad(_) {
    throw frozen('sets the grad')
  }
  get hasGrad(): boolean {
    throw frozen('reads the grad')
  }
  zeroGrad(): never {
    throw frozen('sets the grad')
  }
  get inputCount(): number {
    return this.inputs.length
  }
  input(i: number): Scalar {
    return this.inputs[i]!
  }
  toString(): string {
    throw frozen('reads the text')
  }
  toJSON(): never {
    throw frozen('reads the JSON')
  }
  [Symbol.toPrimitive](hint: string): never {
    throw frozen(hint === 'string' ? 'reads the text' : 'compares or converts the number')
  }
  /** What Node prints for `console.log(value)`. Printing freezes nothing, so it does not throw. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Value(recorded${this.op === null ? '' : `, op ${this.op.name}`})`
  }
}
// Not `extends Value`, because the constructor of Value would set the numbers, which are accessors here.
Object.setPrototypeOf(Recorded.prototype, Value.prototype)

/** The arguments of a function: 'scalar' for a Value, a length for an array of that many Values. */
export type Shape = readonly ('scalar' | number)[]

/** The number of Values in all arguments together. */
export const widthOf = (shape: Shape): number => shape.reduce<number>((n, s) => n + (s === 'scalar' ? 1 : s), 0)

/** Arranges Values as arguments of the given shape. */
export function argumentsOf(shape: Shape, leaves: readonly Value[]): (Value | Value[])[] {
  let at = 0
  return shape.map((s) => {
    if (s === 'scalar') return leaves[at++]!
    at += s
    return leaves.slice(at - s, at)
  })
}

/** Returns a checked copy of the shape. */
export function checkedShape(where: string, shape: Shape): Shape {
  if (!Array.isArray(shape)) {
    throw new TypeError(
      `${where}: the shape is ${show(shape)}. Pass one entry per argument: 'scalar', or the length of an array.`,
    )
  }
  return [...(shape as readonly unknown[])].map((s, i) => {
    if (s === 'scalar' || (typeof s === 'number' && Number.isInteger(s) && s >= 1)) return s
    throw new RangeError(`${where}: entry ${i} of the shape is ${show(s)}. Pass 'scalar', or a length of 1 or more.`)
  })
}
