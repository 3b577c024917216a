/**
 * Values that stand for any number. A function is run once on them: its ops leave a graph and compute nothing. Whatever
 * would need a number, and so would freeze it into the compiled function, throws.
 */
import type { Op, Scalar } from '@gradus/engine'
import { recordWith, Value, watchNumbers } from '@gradus/engine'
import { show } from '@gradus/engine/errors'

/** Thrown when a function cannot be recorded. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError'
}

const frozen = (what: string) =>
  new RecordingError(
    `compile: the function ${what} of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.`,
  )

/** Looks like a Value (`instanceof` included) without its numbers. */
export class Recorded {
  label = ''
  visit = 0

  constructor(
    readonly op: Op | null,
    readonly inputs: readonly Scalar[],
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
  set hasGrad(_) {
    throw frozen('sets the grad')
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
  /** What Node prints for `console.log(value)`, which freezes nothing. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Value(recorded${this.op === null ? '' : `, op ${this.op.name}`})`
  }
}
// Recorded fulfils what the type Value says; its numbers are accessors, which a subclass's constructor could not have.
Object.setPrototypeOf(Recorded.prototype, Value.prototype)

const NONE: readonly Scalar[] = []

export const recordedLeaf = (): Value => new Recorded(null, NONE) as unknown as Value

/** Runs `fn` so that every op is recorded. */
export const recording = <T>(fn: () => T): T =>
  recordWith('compile', (op, inputs) => new Recorded(op, inputs) as unknown as Value, fn, true)

/** Runs `fn` so that every op is recorded. It may use these parameters, but not their numbers. */
export const recordingWithout = <T>(parameters: ReadonlySet<Value>, fn: () => T): T =>
  watchNumbers(
    (x, use) => {
      if (parameters.has(x)) throw frozen(`${use} the data`)
    },
    () => recording(fn),
  )

/** One argument of the function: a single Value, or an array of that many. */
export type Shape = readonly ('scalar' | number)[]

/** How many numbers the arguments have together. */
export const widthOf = (shape: Shape): number => shape.reduce<number>((n, s) => n + (s === 'scalar' ? 1 : s), 0)

/** Hands out Values as arguments in the given shape. */
export function argumentsOf(shape: Shape, leaves: readonly Value[]): (Value | Value[])[] {
  let at = 0
  return shape.map((s) => {
    if (s === 'scalar') return leaves[at++]!
    at += s
    return leaves.slice(at - s, at)
  })
}

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
