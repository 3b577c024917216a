import type { Value } from '@gradus/engine'
import { checkOptions, checkRange, checkSize } from '@gradus/engine/errors'
import { lineSearch } from './line-search.js'
import { Optimizer } from './optimizer.js'
import { Counter, StateArray } from './state.js'

export interface LBFGSOptions {
  /** The step that the line search tries first; default 1. */
  lr?: number
  /** Largest number of iterations per call of `step`; default 20. */
  maxIter?: number
  /** How many recent pairs (step, change of the gradient) estimate the curvature; default 10. */
  historySize?: number
  /** The search ends when no component of the gradient is larger than this; default 1e-7. */
  tolerance?: number
}

/**
 * Limited-memory BFGS (Nocedal and Wright, 2nd ed., algorithms 7.4 and 7.5) with a strong Wolfe line search. It is for smooth
 * functions and whole data sets, not for mini-batches. `step` needs a function that computes loss and gradients. This must
 * stay the same function, so `fit` rejects `batchSize`, clipping and dropout with LBFGS.
 *
 * @example
 * const [x, y] = [new Value(-1.2), new Value(1)]
 * const optimizer = new LBFGS([x, y], { maxIter: 50 })
 * optimizer.step(() => {
 *   optimizer.zeroGrad()
 *   const f = sub(1, x).square().add(y.sub(x.square()).square().mul(100))
 *   f.backward()
 *   return f.data
 * })
 * [x.data, y.data] // => [1.0000, 1.0000]
 */
export class LBFGS extends Optimizer {
  lr: number
  private readonly maxIter: number
  private readonly historySize: number
  private readonly tolerance: number
  /** Row k mod historySize of `steps` is the k-th step; the same row of `changes` is the change of the gradient along it. */
  protected readonly parts: { steps: StateArray; changes: StateArray; count: Counter }
  override readonly searches = true
  override readonly settings

  constructor(parameters: readonly Value[], options: LBFGSOptions = {}) {
    super(parameters)
    checkOptions('LBFGS', options, ['lr', 'maxIter', 'historySize', 'tolerance'])
    const { lr = 1, maxIter = 20, historySize = 10, tolerance = 1e-7 } = options
    checkRange('LBFGS', 'lr', lr, Number.MIN_VALUE)
    checkRange('LBFGS', 'tolerance', tolerance, 0)
    checkSize('LBFGS', 'iterations', maxIter)
    checkSize('LBFGS', 'pairs to remember', historySize)
    this.lr = lr
    this.settings = { maxIter, historySize, tolerance }
    this.maxIter = maxIter
    this.historySize = historySize
    this.tolerance = tolerance
    const length = historySize * parameters.length
    this.parts = { steps: new StateArray(length), changes: new StateArray(length), count: new Counter() }
  }

  /** @param loss at the present parameters, if you know it and the parameters hold its gradient */
  step(evaluate?: () => number, loss?: number): void {
    if (evaluate === undefined) {
      throw new TypeError('LBFGS: step was called without a function. Pass one that computes loss and gradients.')
    }
    let f = loss ?? evaluate()
    if (!Number.isFinite(f))
      throw new RangeError(`LBFGS: the loss is ${f} at the present parameters. Start from others.`)
    for (let k = 0; k < this.maxIter; k++) {
      const x = this.parameters.map((p) => p.data)
      const g = this.gradient()
      if (!g.some((gi) => Math.abs(gi) > this.tolerance)) return
      const d = this.direction(g)
      const moveTo = (t: number) => this.parameters.forEach((p, i) => (p.data = x[i]! + t * d[i]!))
      const look = (t: number, f: number, gradient: number[]) => ({ t, f, gradient, slope: dot(gradient, d) })
      const probe = (t: number) => {
        moveTo(t)
        return look(t, evaluate(), this.gradient())
      }
      // The first step does not know the curvature, so its length is at most lr.
      const first =
        this.parts.count.value === 0 ? Math.min(1, 1 / g.reduce((s, gi) => s + Math.abs(gi), 0)) * this.lr : this.lr
      const found = lineSearch(probe, look(0, f, g), first)
      moveTo(found.t) // the search may have ended at another point
      this.parameters.forEach((p, i) => (p.grad = found.gradient[i]!))
      if (found.t === 0) return // there is no better point in double precision
      f = found.f
      this.remember(
        d.map((di) => found.t * di),
        found.gradient.map((gi, i) => gi - g[i]!),
      )
    }
  }

  private gradient(): number[] {
    return this.parameters.map((p) => p.grad)
  }

  /** −H·g by the two-loop recursion. */
  private direction(g: number[]): number[] {
    const n = this.parameters.length
    const used = Math.min(this.parts.count.value, this.historySize)
    const newestFirst = Array.from({ length: used }, (_, k) => (this.parts.count.value - 1 - k) % this.historySize)
    const row = (matrix: Float64Array, k: number) => matrix.subarray(k * n, (k + 1) * n)
    const q = g.map((gi) => -gi)
    const alphas = newestFirst.map((k) => {
      const [s, y] = [row(this.parts.steps.numbers, k), row(this.parts.changes.numbers, k)]
      const alpha = dot(s, q) / dot(s, y)
      q.forEach((_, i) => (q[i]! -= alpha * y[i]!))
      return alpha
    })
    const newest = newestFirst[0]
    if (newest !== undefined) {
      const [s, y] = [row(this.parts.steps.numbers, newest), row(this.parts.changes.numbers, newest)]
      const scale = dot(s, y) / dot(y, y)
      q.forEach((_, i) => (q[i]! *= scale))
    }
    for (let j = used - 1; j >= 0; j--) {
      const [s, y] = [row(this.parts.steps.numbers, newestFirst[j]!), row(this.parts.changes.numbers, newestFirst[j]!)]
      const beta = dot(y, q) / dot(s, y)
      q.forEach((_, i) => (q[i]! += (alphas[j]! - beta) * s[i]!))
    }
    return q
  }

  /** Keeps a pair unless its curvature is not positive. */
  private remember(step: number[], change: number[]): void {
    if (!(dot(step, change) > 1e-10 * dot(change, change))) return
    const at = (this.parts.count.value % this.historySize) * this.parameters.length
    this.parts.steps.numbers.set(step, at)
    this.parts.changes.numbers.set(change, at)
    this.parts.count.value++
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!
  return total
}
