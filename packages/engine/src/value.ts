/**
 * A number that remembers how it was made.
 *
 * Next: ops.ts (what can be done with Values), backward.ts (how gradients flow), grad.ts (gradients as graphs).
 */
import { backward } from './backward.js'
import { mustBeNumber } from './errors.js'
import type { Methods } from './methods.js'
import type { Op } from './op.js'
import type { Scalar } from './scalar.js'

const NONE: readonly Scalar[] = []

/** Set by `watchNumbers`. */
let onUse: NumberWatcher | undefined

/**
 * A node of the computation graph: a number, the operation that made it, and the operands of that operation.
 *
 * Every op of the table is a method (`x.add(y)`, `x.tanh()`) and a free function (`add(x, y)`, `tanh(x)`).
 *
 * @example
 * const x = new Value(-2, 'x'), y = new Value(5, 'y'), z = new Value(-4, 'z')
 * const f = x.add(y).mul(z)
 * f.backward()
 * f.data // => -12
 * [x.grad, y.grad, z.grad] // => [-4, -4, 3]
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface below
export class Value {
  #number: number
  /** ∂root/∂this, as the last `backward()` left it; leaves accumulate until `zeroGrad()`. */
  grad = 0
  /** True once a `backward()` has reached this Value: tells "no gradient yet" from a gradient of 0. */
  hasGrad = false
  /** A name for drawings and messages; '' for none. */
  label: string
  /** The operation that made this Value, null for a leaf. */
  readonly op: Op | null
  /** The operands, in order; `x.mul(x)` has two. A number among them is a constant. */
  readonly inputs: readonly Scalar[]
  /** For walks through the graph: the last that met this node (see `topologicalOrder`), or a negative note of its own. */
  visit = 0

  /** `op` and `inputs` are given by the ops; a Value of your own is a leaf and needs neither. */
  constructor(data: number, label = '', op: Op | null = null, inputs: readonly Scalar[] = NONE) {
    if (typeof data !== 'number') throw mustBeNumber('Value', 'data', data)
    if (typeof label !== 'string') throw new TypeError(`Value: the label is of type ${typeof label}. Pass a string.`)
    this.#number = data
    this.label = label
    this.op = op
    this.inputs = inputs
  }

  /** The number itself. */
  get data(): number {
    if (onUse !== undefined) onUse(this, 'reads')
    return this.#number
  }
  set data(data: number) {
    if (onUse !== undefined) onUse(this, 'sets')
    this.#number = data
  }

  /**
   * Computes ∂this/∂v for every Value v that this one was made of, by the chain rule in reverse order of creation.
   * Interior nodes get a new gradient; leaves accumulate, so two calls give twice the leaf gradient.
   */
  backward(): void {
    backward(this)
  }

  /** Forgets the gradient: `grad` is 0 and `hasGrad` false again. */
  zeroGrad(): void {
    this.grad = 0
    this.hasGrad = false
  }

  toString(): string {
    return this.describe(this.data)
  }

  /** What Node prints for `console.log(value)`. Printing does not count as reading the number, so watchers are not told. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.describe(this.#number)
  }

  private describe(data: number): string {
    const name = this.label === '' ? '' : `${this.label}: `
    const made = this.op === null ? '' : `, op ${this.op.name}`
    return `Value(${name}${data}${made}${this.hasGrad ? `, grad ${this.grad}` : ''})`
  }

  /** `x + y` or `x < y` on Values would silently drop the graph, so it is refused. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString()
    throw new OperatorError(
      `Value: JavaScript's own operators do not work on ${this}. Use methods such as .add(), .mul() and .gt().`,
    )
  }
}

/** Thrown where a Value meets an operator of JavaScript's own. */
export class OperatorError extends TypeError {}

// The methods are derived from the op table (methods.ts); this line gives the class their types.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- as said
export interface Value extends Methods {}

/** Called each time the `data` of a Value is read or set. */
export type NumberWatcher = (x: Value, use: 'reads' | 'sets') => void

/**
 * Runs `fn` and tells `watcher` of each Value whose `data` is read or set meanwhile. A compiler needs to know: it records a
 * function once, and a number that was read then would stay the same in every later call.
 */
export function watchNumbers<T>(watcher: NumberWatcher, fn: () => T): T {
  const before = onUse
  onUse = (x, use) => {
    before?.(x, use)
    watcher(x, use)
  }
  try {
    return fn()
  } finally {
    onUse = before
  }
}
