/** What was made of a function, in figures and as text. */
import type { Precision } from '../memory/arena.js'
import type { Backend } from './arguments.js'
import { type Derivation, DERIVED } from '../program/derive.js'
import { PASSES } from '../passes/index.js'
import type { Program } from '../program/program.js'

/** What `report` says. */
export interface Report {
  readonly backend: Backend
  readonly precision: Precision
  /** Examples that run side by side. */
  readonly lanes: number
  /** How many instructions there are after each stage: recorded, derived, each pass. */
  readonly stages: readonly { readonly name: string; readonly instructions: number }[]
  /** Loops that are run in the end. */
  readonly loops: number
  /** How many of them each op has; a gather copies numbers together. */
  readonly kernels: Readonly<Record<string, number>>
  /** Ops that run through their own `f`, number by number, as they have no vector instructions. */
  readonly fallbacks: readonly string[]
  /** Of WebAssembly; 0 for the interpreter. */
  readonly codeBytes: number
  /** That all derivations of this compiled function compute in, besides their code. */
  readonly memoryBytes: number
  /** Spent on recording, deriving, simplifying and making code; WebAssembly's own compiler goes on in the background. */
  readonly milliseconds: number
  /** How many blocks of examples have been run. */
  readonly runs: number
}

/** A program before and after each step of its compilation. */
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
