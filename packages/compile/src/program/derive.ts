/**
 * Derivatives of a program: slopes.ts appends their nodes.
 *
 *                                      %0 = square %x[0]
 *     %0 = square %x[0]           →    %1 = mul 2, %x[0]
 *     outputs %0                       outputs %0, %1
 */
import { dot } from '@gradus/engine'
import type { Id } from './nodes.js'
import { Builder } from './builder.js'
import { append, identity, inOrder, type Program } from './program.js'
import { Slopes } from './slopes.js'

/** Outputs: those of the program, then ∂(first output)/∂input. Totals: ∂(first output)/∂parameter. */
function withGradient(program: Program): Program {
  const { inputs, parameters } = program
  const { builder, outputs } = copyOf(program)
  const slopes = new Slopes(builder, outputs[0]!, 0, inputs + parameters)
  return inOrder(builder.program([...outputs, ...slopes.in(0, inputs)], slopes.in(inputs, inputs + parameters)))
}

/** Totals only: ∂(first output)/∂parameter, then the first output itself. */
export function withParameterGradient(program: Program): Program {
  const { inputs, parameters } = program
  const { builder, outputs } = copyOf(program)
  const slopes = new Slopes(builder, outputs[0]!, inputs, inputs + parameters)
  return inOrder(builder.program([], [...slopes.in(inputs, inputs + parameters), outputs[0]!]))
}

/** The Hessian with respect to the inputs, times a vector v: ∇(∇f · v). The numbers of v are additional inputs. */
function withHvp(program: Program): Program {
  const { inputs } = program
  const { builder, outputs } = copyOf(program, inputs)
  if (inputs === 0) return builder.program([], [])
  const gradient = new Slopes(builder, outputs[0]!, 0, inputs).in(0, inputs)
  const all = gradient.flatMap((list) => builder.items(list))
  const v = Array.from(all, (_, i) => inputs + i)
  const product = builder.op(dot, [...all, ...v])
  return inOrder(builder.program(new Slopes(builder, product, 0, inputs).in(0, inputs), []))
}

/** Row k is the gradient of output k with respect to the inputs. */
function withJacobian(program: Program): Program {
  const { inputs } = program
  const { builder, outputs } = copyOf(program)
  const rows = outputs.flatMap((y) => new Slopes(builder, y, 0, inputs).in(0, inputs))
  return inOrder(builder.program(rows, []))
}

/** Makes the program for each result that a compiled function can compute. */
export const DERIVED = {
  outputs: (program: Program) => program,
  gradient: withGradient,
  hvp: withHvp,
  jacobian: withJacobian,
}
/** What a compiled function can compute: its outputs, or one of their derivatives. */
export type Derivation = keyof typeof DERIVED

/** A copy to which nodes can be appended, with more inputs after the others. */
function copyOf(program: Program, moreInputs = 0): { builder: Builder; outputs: Id[] } {
  const { inputs, parameters, nodes } = program
  const builder = new Builder(inputs + moreInputs, parameters)
  const ids = identity(nodes.size)
  for (let i = 0; i < parameters; i++) ids[inputs + i] = inputs + moreInputs + i
  append(builder, program, ids)
  return { builder, outputs: program.outputs.map((x) => ids[x]!) }
}
