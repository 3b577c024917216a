/**
 * Derivatives of a program. The compiler has no rules of its own: it turns the nodes back into recording Values, the
 * engine's `grad` adds the graph of the derivative, and the whole graph becomes a program again.
 *
 *                                      %0 = square %x[0]
 *     %0 = square %x[0]           →    %1 = mul 2, %x[0]
 *     outputs %0                       outputs %0, %1
 */
import type { Scalar } from '@gradus/engine'
import { callFlat, dot, grad, Value } from '@gradus/engine'
import { flatten, type Program } from './program.js'
import { recordedLeaf, recording } from './recorded.js'

/** Outputs: those of the program, then ∂(first output)/∂input. Totals: ∂(first output)/∂parameter. */
const withGradient = (program: Program): Program =>
  derive(program, ({ inputs, parameters, outputs }) => {
    const slopes = grad(toValue(outputs[0]!), [...inputs, ...parameters])
    return { inputs, outputs: [...outputs, ...slopes.slice(0, inputs.length)], totals: slopes.slice(inputs.length) }
  })

/** Totals only: ∂(first output)/∂parameter, then the first output itself. */
export const withParameterGradient = (program: Program): Program =>
  derive(program, ({ inputs, parameters, outputs: [loss] }) => ({
    inputs,
    outputs: [],
    totals: [...grad(toValue(loss!), parameters), loss!],
  }))

/** The Hessian with respect to the inputs, times a vector v: ∇(∇f · v). The numbers of v are additional inputs. */
const withHvp = (program: Program): Program =>
  derive(program, ({ inputs, outputs }) => {
    const v = inputs.map(recordedLeaf)
    const product = inputs.length === 0 ? [] : grad(toValue(dot(grad(toValue(outputs[0]!), inputs), v)), inputs)
    return { inputs: [...inputs, ...v], outputs: product, totals: [] }
  })

/** Row k is the gradient of output k with respect to the inputs. */
const withJacobian = (program: Program): Program =>
  derive(program, ({ inputs, outputs }) => ({
    inputs,
    outputs: outputs.flatMap((y) => grad(toValue(y), inputs)),
    totals: [],
  }))

/** Makes the program for each result that a compiled function can compute. */
export const DERIVED = {
  outputs: (program: Program) => program,
  gradient: withGradient,
  hvp: withHvp,
  jacobian: withJacobian,
}
/** What a compiled function can compute: its outputs, or one of their derivatives. */
export type Derivation = keyof typeof DERIVED

interface Parts {
  inputs: readonly Value[]
  outputs: readonly Scalar[]
  totals: readonly Scalar[]
}

function derive(program: Program, build: (leaves: Omit<Parts, 'totals'> & { parameters: Value[] }) => Parts): Program {
  const leaves = Array.from({ length: program.inputs + program.parameters }, recordedLeaf)
  const inputs = leaves.slice(0, program.inputs)
  const parameters = leaves.slice(program.inputs)
  const parts = recording(() => {
    const built: Scalar[] = [...leaves]
    for (const node of program.nodes.slice(leaves.length)) {
      built.push(
        node.kind === 'constant'
          ? node.value
          : node.kind === 'op'
            ? callFlat(
                node.op,
                node.operands.map((x) => built[x]!),
              )
            : NaN,
      )
    }
    return build({ inputs, parameters, outputs: program.outputs.map((x) => built[x]!) })
  })
  return flatten({ ...parts, parameters }, (x) => x.data) // `grad` gives plain Values for slopes that are constant
}

const toValue = (x: Scalar): Value => (typeof x === 'number' ? new Value(x) : x)
