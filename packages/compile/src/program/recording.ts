/**
 * Runs functions on Values without numbers, and writes down each op as a node of a program.
 *
 *     x.mul(y).exp()      →      %0 = mul %x[0], %x[1]
 *                                %1 = exp %0
 */
import { listed, type Op, recordWith, type Scalar, Value, watchNumbers } from '@gradus/engine'
import type { Id } from './nodes.js'
import { Builder } from './builder.js'
import { inOrder, type Program, uses } from './program.js'
import { frozen, Recorded } from './recorded.js'

const NONE: readonly Scalar[] = []
const NEVER = new Uint32Array(0)

export class Recording {
  /** Values that stand for the inputs. */
  readonly inputs: readonly Value[]
  private readonly builder: Builder
  /** Values from outside, each with the constant that stands for it. */
  private readonly strangers = new Map<Value, Id>()
  /** The ids of the parameters, for those that a walk through a graph has given another position. */
  private places: Map<Value, Id> | undefined

  constructor(
    inputs: number,
    private readonly parameters: readonly Value[] = [],
  ) {
    this.builder = new Builder(inputs, parameters.length)
    this.inputs = Array.from({ length: inputs }, (_, id) => this.standIn(id))
    for (let i = 0; i < parameters.length; i++) parameters[i]!.position = i
  }

  /** A Value that stands for a node. With an op and inputs, the engine can take its derivative. */
  standIn(id: Id, op: Op | null = null, inputs = NONE): Value {
    return new Recorded(op, inputs, this, id) as unknown as Value
  }

  /** Runs `fn`. It may use the parameters, but not their numbers. */
  run<T>(fn: () => T): T {
    return watchNumbers(
      (x, use) => {
        if (this.parameterId(x) !== undefined) throw frozen(use)
      },
      () => recordWith('compile', (op, a, b) => this.node(op, listed(a, b)), fn, true),
    )
  }

  /**
   * The program of these results. `stranger` is called for each Value that it uses and that was not recorded. It
   * returns the number of that Value, or throws.
   */
  program(outputs: readonly Scalar[], totals: readonly Scalar[], stranger: (x: Value) => number): Program {
    const ids = (list: readonly Scalar[]) => list.map((x) => this.idOf(x))
    const program = this.builder.program(ids(outputs), ids(totals))
    const used = this.strangers.size > 0 ? uses(program) : NEVER
    for (const [x, id] of this.strangers) if (used[id]! > 0) program.nodes.setNumber(id, stranger(x))
    return inOrder(program)
  }

  private node(op: Op, inputs: readonly Scalar[]): Value {
    const operands = inputs.map((x) => this.idOf(x))
    return this.standIn(this.builder.op(op, operands), op, inputs)
  }

  private idOf(x: Scalar): Id {
    if (typeof x === 'number') return this.builder.constant(x)
    const { parameters, inputs } = this
    if (parameters[x.position] === x) return inputs.length + x.position
    if (Object.isFrozen(x)) throw new TypeError('compile: the function uses a frozen Value. Leave out Object.freeze.')
    const { recording, id } = x as unknown as Partial<Recorded>
    return recording === this ? id! : (this.parameterId(x) ?? this.strangerId(x))
  }

  private parameterId(x: Value): Id | undefined {
    const { parameters, inputs } = this
    if (parameters[x.position] === x) return inputs.length + x.position
    this.places ??= new Map(parameters.map((parameter, i) => [parameter, inputs.length + i]))
    return this.places.get(x)
  }

  private strangerId(x: Value): Id {
    const known = this.strangers.get(x)
    if (known !== undefined) return known
    const id = this.builder.nodes.addConstant(NaN)
    this.strangers.set(x, id)
    return id
  }
}
