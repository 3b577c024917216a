/**
 * The code of a training step, and the addresses of its numbers. What follows the gradient (adding L1 and L2, the norm, the
 * optimizer's formula) is a function of scalars too: we record it like any other function, with one lane per parameter.
 */
import { add, azmul, clamp, mul, sign, type Value } from '@gradus/engine'
import { Arena } from '../memory/arena.js'
import { BatchedProgram } from '../run/batched.js'
import { withParameterGradient } from '../program/derive.js'
import { Elementwise } from '../run/elementwise.js'
import { optimize, usesChainProduct } from '../passes/index.js'
import { record } from '../program/record.js'
import { SharedBatch } from './shared-batch.js'
import { ThreadsError } from './threads.js'
import type { CheckedStepOptions, Penalty } from './step-options.js'

/** Addresses in the arena. Each is the first of one number per parameter. */
interface StepAddresses {
  readonly parameters: number
  /** The sums over the examples; with L1 and L2 they become means. The loss follows behind them. */
  readonly gradient: number
  readonly state: readonly number[]
}

export interface StepProgram extends StepAddresses {
  readonly arena: Arena
  /** Sums losses and gradients over a batch; then `penalize` and `norm` follow, in the same code. */
  readonly sum: BatchedProgram | SharedBatch
  /** Adds the slopes of L1 and L2 and divides by m; takes 1/m. Undefined without L1 and L2. */
  readonly penalize: Elementwise | undefined
  /** Σ g² */
  readonly norm: Elementwise
  /** Makes the optimizer's update; takes the factor on the gradient, and the coefficients. */
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
  return { ...addresses, arena, sum, penalize, norm, apply }
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

/** Σ g², with the products of the chain rule, so that the sum needs no second pass over the gradient. */
const normProgram = (arena: Arena, count: number, { gradient }: StepAddresses): Elementwise =>
  new Elementwise(arena, count, [gradient], [], 0, ([g]: readonly Value[]) => ({
    outputs: [],
    totals: [azmul(g!, g!)],
  }))

function updateProgram(options: CheckedStepOptions, arena: Arena, at: StepAddresses): Elementwise {
  const { parameters, update, clipValue } = options
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
    new Set(parameters),
  )
}
