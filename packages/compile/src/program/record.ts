/** Runs a function twice on recording Values, and checks that both runs built the same graph. */
import { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { CONSTANT, type Id, type Nodes } from './nodes.js'
import { showProgram } from './print.js'
import type { Program } from './program.js'
import { argumentsOf, Recorded, RecordingError, type Shape, widthOf } from './recorded.js'
import { Recording } from './recording.js'

/** A function of Values that can be compiled. It takes one argument per entry of the shape: a Value or a Value[]. */
// oxlint-disable-next-line typescript/no-explicit-any -- the arguments follow from the shape
export type ValueFunction = (...args: any[]) => Value | readonly Value[]

/**
 * Records `f` and returns its program, without derivatives. `f` runs twice. If the second graph differs, `f` uses random
 * numbers, or counts its calls.
 *
 * @returns `list` says whether `f` returned an array
 * @throws RecordingError if `f` cannot be recorded, TypeError and RangeError for what it returned
 */
export function record(
  f: ValueFunction,
  shape: Shape,
  parameters: readonly Value[],
): { program: Program; list: boolean } {
  const { program, list, strangers } = recordOnce(f, shape, parameters)
  const again = recordOnce(f, shape, parameters)
  compare(program, again.program)
  for (const x of strangers) {
    if (!again.strangers.has(x)) continue // each run made its own Value, which is a constant of the function
    throw new RecordingError(
      `compile: the function uses ${x}, which is made outside of it. List it in parameters, or pass its number as an argument.`,
    )
  }
  return { program, list }
}

/** Calls `f`. An error of the JavaScript engine itself, such as "x is not iterable", usually means that the shape is wrong. */
function callWith(f: ValueFunction, shape: Shape, values: readonly (Value | Value[])[]): unknown {
  try {
    return f(...values)
  } catch (error) {
    if (!(error instanceof TypeError) || error.constructor !== TypeError || /^\w+: /.test(error.message)) throw error
    const given = shape.map((size) => (size === 'scalar' ? 'a Value' : `an array of ${size} Values`))
    throw new TypeError(
      `compile: the function failed (${error.message}). It was called with ${given.join(', ') || 'no arguments'}; make its parameters and the shape match.`,
      { cause: error },
    )
  }
}

function recordOnce(f: ValueFunction, shape: Shape, parameters: readonly Value[]) {
  const strangers = new Set<Value>()
  const recording = new Recording(widthOf(shape), parameters)
  const result: unknown = recording.run(() => callWith(f, shape, argumentsOf(shape, recording.inputs)))
  const list = Array.isArray(result)
  const outputs: unknown[] = list ? [...result] : [result] // spreading turns holes into undefined
  if (outputs.length === 0) throw new RangeError('compile: the function returned an empty array. Return a Value.')
  outputs.forEach((y, i) => {
    if (typeof y === 'number' || y instanceof Value) return
    const what = list ? `an array whose item ${i} is ${show(y)}` : show(y)
    throw new TypeError(`compile: the function returned ${what}. Return a Value or an array of Values.`)
  })
  const program = recording.program(outputs as Value[], [], (x) => {
    if (x instanceof Recorded) {
      throw new RecordingError(
        'compile: the function uses a Value from an earlier run. Use only the arguments of the current run.',
      )
    }
    strangers.add(x)
    if (x.op === null) return x.data
    throw new RecordingError(
      `compile: the function uses ${x}, which is made outside of it and would be frozen. Make it inside the function.`,
    )
  })
  return { program, strangers, list }
}

function compare(first: Program, second: Program): void {
  const { nodes } = first
  let same = nodes.size === second.nodes.size && String(first.outputs) === String(second.outputs)
  for (let id = nodes.leaves; same && id < nodes.size; id++) same = sameNode(nodes, second.nodes, id)
  if (same) return
  const [a, b] = [first, second].map((program) => showProgram(program).split('\n')) as [string[], string[]]
  const i = a.findIndex((line, i) => line !== b[i])
  if (i < 0) {
    throw new RecordingError(
      'compile: the function makes a new op each time it runs. Make the op once, outside the function.',
    )
  }
  throw new RecordingError(
    `compile: the function built a different graph when it ran again: first "${shorten(a[i]!)}", then "${shorten(b[i]!)}". Take numbers from arguments and parameters only through ops, with where(cond, a, b) to branch, and draw nothing at random.`,
  )
}

const shorten = (line: string): string => (line.length > 100 ? `${line.slice(0, 100)}…` : line)

function sameNode(a: Nodes, b: Nodes, id: Id): boolean {
  const kind = a.kind(id)
  if (kind !== b.kind(id)) return false
  if (kind === CONSTANT) return b.is(id, a.number(id))
  if (a.op(id) !== b.op(id) || a.end(id) !== b.end(id) || a.length(id) !== b.length(id)) return false
  for (let q = a.start(id); q < a.end(id); q++) if (a.operands[q] !== b.operands[q]) return false
  return true
}
