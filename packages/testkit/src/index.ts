/**
 * What several packages' tests share: programs (random-program.ts), oracles (finite-differences.ts, references.ts with
 * accuracy.ts, exact-slopes.ts with saturating.ts), points to try ops at (sample-points.ts, awkward-points.ts), and the type checker
 * (type-faults.ts).
 */
export { isFull, runs } from './runs.js'
export type { Call } from './call.js'
export { callFunction, callMethod } from './call.js'
export type { Reference } from './references.js'
export { callReferenced, references } from './references.js'
export type { Deviation } from './accuracy.js'
export { BOUND, deviations, floorOf, passes, worstDeviations } from './accuracy.js'
export type { AwkwardPoint } from './awkward-points.js'
export { awkwardPoints } from './awkward-points.js'
export type { Exact } from './exact-slopes.js'
export { relativeError, sigmoidSlopes, tanhSlopes } from './exact-slopes.js'
export type { Estimate } from './finite-differences.js'
export { slopes } from './finite-differences.js'
export type { Instruction, Operand, Program } from './random-program.js'
export { randomProgram, run, showProgram, sides, trace } from './random-program.js'
export type { Saturating } from './saturating.js'
export { pointsFor, SATURATING } from './saturating.js'
export { samplePoints } from './sample-points.js'
export { typeFaults, typeFaultsOf } from './type-faults.js'
