/**
 * Derivatives of a program, by the engine's own rules: its nodes are built again as recording Values, `grad` adds the
 * graph of the derivative, and that is flattened. The compiler has no rule of its own.
 *
 *                                      %0 = square %x[0]
 *     %0 = square %x[0]           →    %1 = mul 2, %x[0]
 *     outputs %0                       outputs %0, %1
 */
import type { Scalar } from '@gradus/engine'
import { callFlat, dot, grad, Value } from '@gradus/engine'
import { flatten, type Program } from './program.js'
import { recordedLeaf, recording } from './recorded.js'

/** The outputs, then the gradient of the first output with respect to each input; totals: with respect to each parameter. */
const withGradient = (program: Program): Program =>
  derive(program, ({ inputs, parameters, outputs }) => {
    const slopes = grad(toValue(outputs[0]!), [...inputs, ...parameters])
    return { inputs, outputs: [...outputs, ...slopes.slice(0, inputs.length)], totals: slopes.slice(inputs.length) }
  })

/** Totals alone: the gradient of the first output with respect to each parameter, and that output itself. */
export const withParameterGradient = (program: Program): Program =>
  derive(program, ({ inputs, parameters, outputs: [loss] }) => ({
    inputs,
    outputs: [],
    totals: [...grad(toValue(loss!), parameters), loss!],
  }))

/** The Hessian with respect to the inputs times a vector, whose numbers are further inputs: ∇(∇f · v). */
const withHvp = (program: Program): Program =>
  derive(program, ({ inputs, outputs }) => {
    const v = inputs.map(recordedLeaf)
    const product = inputs.length === 0 ? [] : grad(toValue(dot(grad(toValue(outputs[0]!), inputs), v)), inputs)
    return { inputs: [...inputs, ...v], outputs: product, totals: [] }
  })

/** Row k: the gradient of output k with respect to the inputs. */
const withJacobian = (program: Program): Program =>
  derive(program, ({ inputs, outputs }) => ({
    inputs,
    outputs: outputs.flatMap((y) => grad(toValue(y), inputs)),
    totals: [],
  }))

/** What can be computed, each from a program of its own. */
export const DERIVED = {
  outputs: (program: Program) => program,
  gradient: withGradient,
  hvp: withHvp,
  jacobian: withJacobian,
}
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
