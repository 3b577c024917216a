/**
 * Gradus: scalar reverse-mode automatic differentiation.
 *
 * To read the source, in this order: value.ts (the node), ops.ts (the table: one rule per op), backward.ts (the chain
 * rule), op.ts, make-op.ts and notation.ts (what an op is), grad.ts (gradients as graphs), derivatives.ts, gradcheck.ts, record.ts,
 * group.ts, anomaly.ts, define-op.ts; numeric.ts and errors.ts when they are called.
 */
import './methods.js'

export { type NumberWatcher, Value, watchNumbers } from './value.js'
export type { Scalar } from './scalar.js'
export { dataOf, listed } from './scalar.js'
export * from './ops.js'
export { table } from './methods.js'
export { binary, paired, ternary, unary, variadic } from './make-op.js'
export { callFlat } from './op.js'
export type { BinaryOp, Interval, Op, PairedOp, ParametricOp, TernaryOp, UnaryOp, VariadicOp } from './op.js'
export type { Chain, Form, Notation, Print } from './notation.js'
export { slopesOf, topologicalOrder } from './backward.js'
export { grad } from './grad.js'
export type { ScalarFunction } from './derivatives.js'
export { derivative, gradient, hessian, hvp, jacobian } from './derivatives.js'
export { type Group, group } from './group.js'
export type { Recorder } from './record.js'
export { recordWith, withGraph, withoutGraph } from './record.js'
export { AnomalyError, detectAnomaly } from './anomaly.js'
export type { GradcheckOptions, GradcheckReport } from './gradcheck.js'
export { gradcheck } from './gradcheck.js'
export { defineOp } from './define-op.js'
