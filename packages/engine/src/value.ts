/**
 * A number that remembers how it was made.
 *
 * Next: ops.ts (what can be done with Values), backward.ts (how gradients flow), grad.ts (gradients as graphs).
 */
import { backward } from './backward.js'
import { mustBeNumber } from './errors.js'
import type { Group, NameInGroup } from './group.js'
import type { Methods } from './methods.js'
import type { Op } from './op.js'
import { isList, listed, type Scalar } from './scalar.js'

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
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- see the interface below
export class Value {
  #number = NaN
  #gradient: number | undefined
  #name: string | NameInGroup
  /** The operation that made this Value, null for a leaf. */
  readonly op: Op | null
  // One or two operands have fields of their own, which takes less memory than a list. Three or more are a list in #a.
  readonly #a: Scalar | readonly Scalar[] | undefined
  readonly #b: Scalar | undefined
  /** Where the last walk through the graph put this node (see `topologicalOrder`). */
  position = 0

  /** The ops give themselves and their operands, one or two or a list; a Value of your own is a leaf and needs none. */
  constructor(
    data: number,
    label: string | NameInGroup = '',
    op: Op | null = null,
    a?: Scalar | readonly Scalar[],
    b?: Scalar,
  ) {
    if (typeof data !== 'number') throw mustBeNumber('Value', 'data', data)
    if (typeof label !== 'string' && label?.group === undefined)
      throw new TypeError(`Value: the label is of type ${typeof label}. Pass a string.`)
    this.#number = data
    this.#name = label
    this.op = op
    this.#a = a
    this.#b = b
  }

  /** The number itself. */
  get data(): number {
    if (onUse !== undefined) onUse(this, 'reads the data')
    return this.#number
  }
  set data(data: number) {
    if (onUse !== undefined) onUse(this, 'sets the data')
    this.#number = data
  }

  /** ∂root/∂this, as the last `backward()` left it; leaves accumulate until `zeroGrad()`. */
  get grad(): number {
    if (onUse !== undefined) onUse(this, 'reads the grad')
    return this.#gradient ?? 0
  }
  set grad(grad: number) {
    if (onUse !== undefined) onUse(this, 'sets the grad')
    this.#gradient = grad
  }

  /** True once a `backward()` has reached this Value, or `grad` was set: tells "no gradient yet" from a gradient of 0. */
  get hasGrad(): boolean {
    if (onUse !== undefined) onUse(this, 'reads the grad')
    return this.#gradient !== undefined
  }

  /** A name for drawings and messages; '' for none. */
  get label(): string {
    return typeof this.#name === 'string' ? this.#name : this.#name.label
  }
  set label(label: string) {
    this.#name = typeof this.#name === 'string' ? label : { label, group: this.#name.group }
  }

  /** The group that this Value was made in (see `group`); undefined if there is none. */
  get group(): Group | undefined {
    return typeof this.#name === 'string' ? undefined : this.#name.group
  }

  /** The operands, in order; `x.mul(x)` has two. A number among them is a constant. Each call makes a new list. */
  get inputs(): readonly Scalar[] {
    return this.#a === undefined ? [] : listed(this.#a, this.#b)
  }
  /** The number of operands. Loops use it with `input(i)`, which makes no list. */
  get inputCount(): number {
    const a = this.#a
    return a === undefined ? 0 : isList(a) ? a.length : this.#b === undefined ? 1 : 2
  }
  /** Operand i. */
  input(i: number): Scalar {
    const a = this.#a
    return isList(a) ? a[i]! : i === 0 ? a! : this.#b!
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
    this.#gradient = undefined
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
    return `Value(${name}${data}${made}${this.#gradient === undefined ? '' : `, grad ${this.#gradient}`})`
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
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging, typescript/no-empty-object-type -- as said
export interface Value extends Methods {}

/** Called each time a number of a Value is used. */
export type NumberWatcher = (x: Value, use: `${'reads' | 'sets'} the ${'data' | 'grad'}`) => void

/**
 * Runs `fn` and tells `watcher` of each Value whose `data` or `grad` is read or set meanwhile. A compiler needs to know: it
 * records a function once, and a number that was read then would stay the same in every later call.
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
