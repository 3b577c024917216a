/**
 * The code of a training step, and where its numbers stand. What follows the gradient is a function of scalars too (the
 * pull of L1 and L2, the norm, the optimizer's formula): it is recorded like any other, with a lane per parameter.
 */
import { add, azmul, clamp, mul, sign, type Value } from '@gradus/engine'
import { Arena } from '../memory/arena.js'
import { Batch } from '../run/batched.js'
import { withParameterGradient } from '../program/derive.js'
import { Elementwise } from '../run/elementwise.js'
import { optimize, usesChainProduct } from '../passes/index.js'
import { record } from '../program/record.js'
import { SharedBatch } from './shared-batch.js'
import { ThreadsError } from './threads.js'
import type { CheckedTrainingOptions, Penalty } from './step-options.js'

/** Addresses in the arena; each is the first of one number per parameter. */
interface Places {
  readonly weights: number
  /** And behind it the loss: sums over the examples, until L1 and L2 make means of the gradient. */
  readonly gradient: number
  readonly memories: readonly number[]
}

export interface TrainingCode extends Places {
  readonly arena: Arena
  /** Sums losses and gradients over a batch; then `penalize` and `norm` follow, as part of the same code. */
  readonly sum: Batch | SharedBatch
  /** Undefined without L1 and L2. Takes 1/m. */
  readonly penalize: Elementwise | undefined
  /** Σ g² */
  readonly norm: Elementwise
  /** The optimizer's step. Takes what the gradient is multiplied by, and the coefficients. */
  readonly update: Elementwise
}

export function trainingCode(options: CheckedTrainingOptions): TrainingCode {
  const { loss, shape, params, rule, penalty, precision, engine, threads } = options
  if (threads > 1 && engine !== 'wasm') {
    throw new ThreadsError(`Training: threads is ${threads}, and there is no WebAssembly with SIMD here. Pass 1.`)
  }
  const arena = new Arena(precision, engine === 'wasm', threads > 1)
  const perParameter = () => arena.allocate(params.length)
  const places = {
    weights: perParameter(),
    gradient: arena.allocate(params.length + 1),
    memories: Array.from({ length: rule.memories }, perParameter),
  }
  const penalize = penalty === undefined ? undefined : pull(penalty, arena, params.length, places)
  const norm = normOf(arena, params.length, places)
  const { program } = record(loss, shape, params)
  const batch = new Batch(
    optimize(withParameterGradient(program)),
    arena,
    places.weights,
    usesChainProduct(program),
    places.gradient,
    [penalize, norm].flatMap((part) => (part === undefined ? [] : part.schedules)),
  )
  const update = updateBy(options, arena, places)
  const parameters = { at: places.weights, count: params.length }
  const sum = threads === 1 ? batch : new SharedBatch(batch, threads, arena, parameters)
  return { ...places, arena, sum, penalize, norm, update }
}

/** g := g/m + λ₂·w + λ₁·sign w, where they pull. */
function pull({ l1, l2, pulled }: Penalty, arena: Arena, count: number, { weights, gradient }: Places): Elementwise {
  const pulls = arena.allocate(count)
  arena.numbers.set(pulled, pulls)
  return new Elementwise(arena, count, [weights, gradient, pulls], [gradient], 1, ([w, g, pulled], [scale]) => {
    const pull = [...(l2 > 0 ? [mul(w!, l2)] : []), ...(l1 > 0 ? [mul(sign(w!), l1)] : [])].reduce((a, b) => add(a, b))
    return { outputs: [add(mul(g!, scale!), mul(pulled!, pull))], totals: [] }
  })
}

/** Of the products of the chain rule, which are summed as they are made. */
const normOf = (arena: Arena, count: number, { gradient }: Places): Elementwise =>
  new Elementwise(arena, count, [gradient], [], 0, ([g]: readonly Value[]) => ({
    outputs: [],
    totals: [azmul(g!, g!)],
  }))

function updateBy({ params, rule, clipValue }: CheckedTrainingOptions, arena: Arena, places: Places): Elementwise {
  const { weights, gradient, memories } = places
  return new Elementwise(
    arena,
    params.length,
    [weights, gradient, ...memories],
    [weights, ...memories],
    1 + rule.coefficients,
    ([w, g, ...memories], [scale, ...coefficients]) => {
      const scaled = mul(g!, scale!)
      const clipped = clipValue === Infinity ? scaled : clamp(scaled, -clipValue, clipValue)
      const outputs = rule.update(w!, clipped, memories, coefficients)
      if (outputs.length === 1 + rule.memories) return { outputs, totals: [] }
      throw new RangeError(
        `Training: rule.update gave ${outputs.length} numbers. Give the parameter and its memories, ${1 + rule.memories}.`,
      )
    },
    new Set(params),
  )
}
