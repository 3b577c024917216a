/** Figures about a compiled function. */
import type { Precision } from '../memory/arena.js'
import type { Backend } from './arguments.js'
import { type Derivation, DERIVED } from '../program/derive.js'
import { PASSES } from '../passes/index.js'
import type { Program } from '../program/program.js'

/** What `report` returns: figures about the code for one derivation and one number of examples. */
export interface Report {
  readonly backend: Backend
  readonly precision: Precision
  /** How many examples are computed side by side. */
  readonly lanes: number
  /** How many instructions the program has after each stage: recorded, derived, each pass. */
  readonly stages: readonly { readonly name: string; readonly instructions: number }[]
  /** How many loops run in the end. */
  readonly loops: number
  /** How many of these loops each op has. A gather collects scattered numbers. */
  readonly kernels: Readonly<Record<string, number>>
  /** Ops without a kernel, whose own `f` is called once per number. Empty for the interpreter. */
  readonly fallbacks: readonly string[]
  /** Bytes of WebAssembly code; 0 for the interpreter. */
  readonly codeBytes: number
  /** Bytes of the memory that all derivations of this function share, without the code. */
  readonly memoryBytes: number
  /**
   * Time spent on recording, deriving, simplifying and writing code. WebAssembly's own compiler may still run
   * afterwards.
   */
  readonly milliseconds: number
  /** How many blocks of examples have been run. */
  readonly runs: number
}

/** The program after each stage of compilation. */
export function stagesOf(recorded: Program, derivation: Derivation): { name: string; program: Program }[] {
  const stages = [{ name: 'recorded', program: recorded }]
  let program = DERIVED[derivation](recorded)
  if (program !== recorded) stages.push({ name: 'derived', program })
  for (const [name, pass] of PASSES) {
    program = pass(program)
    stages.push({ name, program })
  }
  return stages
}
