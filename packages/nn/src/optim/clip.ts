/** Gradient clipping: limits gradients that are too large for a safe step. */
import type { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'

/** √Σ g² over all parameters. */
export function gradientNorm(parameters: readonly Value[]): number {
  let sum = 0
  for (const p of parameters) sum += p.grad * p.grad
  return Math.sqrt(sum)
}

/** Scales all gradients by one factor so that their norm is at most `max`. The direction stays. Returns the norm before. */
export function clipNorm(parameters: readonly Value[], max: number): number {
  checkMax('clipNorm', max)
  const norm = gradientNorm(parameters)
  if (norm > max) for (const p of parameters) p.grad *= max / norm
  return norm
}

/** Limits each gradient to [−max, max]. */
export function clipValue(parameters: readonly Value[], max: number): void {
  checkMax('clipValue', max)
  for (const p of parameters) p.grad = Math.min(Math.max(p.grad, -max), max)
}

function checkMax(where: string, max: number): void {
  if (!(max > 0)) throw new RangeError(`${where}: the limit is ${show(max)}. Pass a positive number.`)
}
