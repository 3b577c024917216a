/**
 * The programs of a training step, and the addresses of its numbers. What follows the gradient (L1 and L2, the norm,
 * the optimizer's formula) is a function of scalars too. We record it like any other function, with one lane per
 * parameter.
 */
import { add, azmul, clamp, mul, sign, type Value } from '@gradus/engine'
import { Arena } from '../memory/arena.js'
import { BatchedProgram } from '../run/batched.js'
import { withParameterGradient } from '../program/derive.js'
import { Elementwise } from '../run/elementwise.js'
import { optimize, usesChainProduct } from '../passes/index.js'
import type { Program } from '../program/program.js'
import { record } from '../program/record.js'
import { SharedBatch } from './shared-batch.js'
import { ThreadsError } from './threads.js'
import type { CheckedStepOptions, Penalty } from './step-options.js'

/** Addresses in the arena. At each of them begins a list with one number per parameter. */
interface StepAddresses {
  readonly parameters: number
  /** The sums over the examples; with L1 and L2 they become means. The sum of the losses follows them. */
  readonly gradient: number
  readonly state: readonly number[]
}

export interface StepProgram extends StepAddresses {
  readonly arena: Arena
  /** The loss as it was recorded, without derivatives. */
  readonly recorded: Program
  /** Sums losses and gradients over a batch, and then runs `penalize` and `norm` in the same executable. */
  readonly sum: BatchedProgram | SharedBatch
  /** Divides by m and adds the slopes of L1 and L2. Its coefficient is 1/m. Undefined without L1 and L2. */
  readonly penalize: Elementwise | undefined
  /** Computes Σ g². */
  readonly norm: Elementwise
  /** Makes the optimizer's update. Its coefficients are the factor on the gradient, then those of the update. */
  readonly apply: Elementwise
}

export function stepProgram(options: CheckedStepOptions): StepProgram {
  const { loss, shape, parameters, update, penalty, precision, backend, threads } = options
  if (threads > 1 && backend !== 'wasm') {
    throw new ThreadsError(`CompiledStep: threads is ${threads}, and there is no WebAssembly with SIMD here. Pass 1.`)
  }
  const arena = new Arena(precision, backend === 'wasm', threads > 1)
  const count = parameters.length
  const perParameter = () => arena.allocate(count)
  const addresses = {
    parameters: perParameter(),
    gradient: arena.allocate(count + 1),
    state: Array.from({ length: update.state }, perParameter),
  }
  const penalize = penalty === undefined ? undefined : penaltyProgram(penalty, arena, count, addresses)
  const norm = normProgram(arena, count, addresses)
  const { program } = record(loss, shape, parameters)
  const batched = new BatchedProgram(
    optimize(withParameterGradient(program)),
    arena,
    addresses.parameters,
    usesChainProduct(program),
    addresses.gradient,
    [penalize, norm].flatMap((part) => (part === undefined ? [] : part.schedules)),
  )
  const apply = updateProgram(options, arena, addresses)
  const sum = threads === 1 ? batched : new SharedBatch(batched, threads, arena, { at: addresses.parameters, count })
  return { ...addresses, arena, recorded: program, sum, penalize, norm, apply }
}

/** g := g/m + λ₂·w + λ₁·sign w, for the parameters that L1 and L2 apply to. */
function penaltyProgram({ l1, l2, mask }: Penalty, arena: Arena, count: number, at: StepAddresses): Elementwise {
  const masks = arena.allocate(count)
  arena.numbers.set(mask, masks)
  return new Elementwise(arena, count, [at.parameters, at.gradient, masks], [at.gradient], 1, ([w, g, m], [scale]) => {
    const slope = [...(l2 > 0 ? [mul(w!, l2)] : []), ...(l1 > 0 ? [mul(sign(w!), l1)] : [])].reduce((a, b) => add(a, b))
    return { outputs: [add(mul(g!, scale!), mul(m!, slope))], totals: [] }
  })
}

/** Σ g². A sum of azmul products becomes a `laneDot`, which never stores the squares. */
const normProgram = (arena: Arena, count: number, { gradient }: StepAddresses): Elementwise =>
  new Elementwise(arena, count, [gradient], [], 0, ([g]: readonly Value[]) => ({
    outputs: [],
    totals: [azmul(g!, g!)],
  }))

function updateProgram(options: CheckedStepOptions, arena: Arena, at: StepAddresses): Elementwise {
  const { parameters, update, clipValue } = options
  let outside: ReadonlySet<Value> | undefined // only needed if the formula reads a number
  return new Elementwise(
    arena,
    parameters.length,
    [at.parameters, at.gradient, ...at.state],
    [at.parameters, ...at.state],
    1 + update.coefficients,
    ([p, g, ...state], [scale, ...coefficients]) => {
      const scaled = mul(g!, scale!)
      const clipped = clipValue === Infinity ? scaled : clamp(scaled, -clipValue, clipValue)
      const outputs = update.formula(p!, clipped, state, coefficients)
      if (outputs.length === 1 + update.state) return { outputs, totals: [] }
      throw new RangeError(
        `CompiledStep: update.formula gave ${outputs.length} numbers. Return the parameter and its state, ${1 + update.state}.`,
      )
    },
    () => (outside ??= new Set(parameters)),
  )
}
