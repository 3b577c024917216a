import type { Value } from '@gradus/engine'
import { checkOptions, checkRange, checkSize } from '@gradus/engine/errors'
import { lineSearch } from './line-search.js'
import { Optimizer } from './optimizer.js'

export interface LBFGSOptions {
  /** The step that the line search tries first; default 1. */
  lr?: number
  /** Iterations per call of `step`; default 20. */
  maxIter?: number
  /** How many pairs of steps and gradient changes stand for the curvature; default 10. */
  history?: number
  /** A largest gradient component below this ends the search; default 1e-7. */
  tolerance?: number
}

/**
 * Limited-memory BFGS (Nocedal and Wright, 2nd ed., algorithms 7.4 and 7.5) with a strong Wolfe line search: for smooth
 * functions and whole data sets, not for mini-batches. `step` needs a function that computes loss and gradients, the same
 * one throughout, so `fit` refuses it dropout and clipping. No point is evaluated twice.
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
  private readonly history: number
  private readonly tolerance: number
  /** Row k mod history: the k-th step, and the change of the gradient over it. */
  private readonly steps: Float64Array
  private readonly changes: Float64Array
  private readonly count = { value: 0 }
  protected readonly memory
  override readonly searches = true
  override readonly settings

  constructor(parameters: readonly Value[], options: LBFGSOptions = {}) {
    super(parameters)
    checkOptions('LBFGS', options, ['lr', 'maxIter', 'history', 'tolerance'])
    const { lr = 1, maxIter = 20, history = 10, tolerance = 1e-7 } = options
    checkRange('LBFGS', 'lr', lr, Number.MIN_VALUE)
    checkRange('LBFGS', 'tolerance', tolerance, 0)
    checkSize('LBFGS', 'iterations', maxIter)
    checkSize('LBFGS', 'pairs to remember', history)
    this.lr = lr
    this.settings = { maxIter, history, tolerance }
    this.maxIter = maxIter
    this.history = history
    this.tolerance = tolerance
    this.steps = new Float64Array(history * parameters.length)
    this.changes = new Float64Array(history * parameters.length)
    this.memory = { steps: this.steps, changes: this.changes, count: this.count }
  }

  /** @param loss at the parameters as they are, if they hold its gradient already */
  step(evaluate?: () => number, loss?: number): void {
    if (evaluate === undefined) {
      throw new TypeError('LBFGS: step was called without a function. Pass one that computes loss and gradients.')
    }
    let f = loss ?? evaluate()
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
      // Nothing is known of the curvature at first: a step of length lr at most.
      const first =
        this.count.value === 0 ? Math.min(1, 1 / g.reduce((s, gi) => s + Math.abs(gi), 0)) * this.lr : this.lr
      const found = lineSearch(probe, look(0, f, g), first)
      moveTo(found.t) // the search may have ended elsewhere
      this.parameters.forEach((p, i) => (p.grad = found.gradient[i]!))
      if (found.t === 0) return // no better point: the numbers are as good as they get
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
    const used = Math.min(this.count.value, this.history)
    const newestFirst = Array.from({ length: used }, (_, k) => (this.count.value - 1 - k) % this.history)
    const row = (matrix: Float64Array, k: number) => matrix.subarray(k * n, (k + 1) * n)
    const q = g.map((gi) => -gi)
    const alphas = newestFirst.map((k) => {
      const [s, y] = [row(this.steps, k), row(this.changes, k)]
      const alpha = dot(s, q) / dot(s, y)
      q.forEach((_, i) => (q[i]! -= alpha * y[i]!))
      return alpha
    })
    const newest = newestFirst[0]
    if (newest !== undefined) {
      const [s, y] = [row(this.steps, newest), row(this.changes, newest)]
      const scale = dot(s, y) / dot(y, y)
      q.forEach((_, i) => (q[i]! *= scale))
    }
    for (let j = used - 1; j >= 0; j--) {
      const [s, y] = [row(this.steps, newestFirst[j]!), row(this.changes, newestFirst[j]!)]
      const beta = dot(y, q) / dot(s, y)
      q.forEach((_, i) => (q[i]! += (alphas[j]! - beta) * s[i]!))
    }
    return q
  }

  /** Keeps a pair, unless it would make the curvature negative. */
  private remember(step: number[], change: number[]): void {
    if (!(dot(step, change) > 1e-10 * dot(change, change))) return
    const at = (this.count.value % this.history) * this.parameters.length
    this.steps.set(step, at)
    this.changes.set(change, at)
    this.count.value++
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!
  return total
}
