/** Evaluates a function near a point, along one variable, at steps that halve. It leaves out points beyond a kink. */
import { topologicalOrder } from './backward.js'
import type { ScalarFunction } from './derivatives.js'
import { call, variables } from './derivatives.js'
import { centralQuotient, Extrapolation, isBetter, oneSidedQuotient } from './finite-differences.js'
import { dataOf } from './scalar.js'

/** What one graph tells about f at a point. */
export interface Local {
  /** f; with order 2 its gradient follows. */
  numbers: number[]
  /** Each op that has a kink, and on which side of it: two points with the same list lie on one smooth piece. */
  branches: Branch[]
}

interface Branch {
  op: string
  side: number
}

export function evaluateAt(f: ScalarFunction, xs: readonly number[], order: 1 | 2): Local {
  const leaves = variables('gradcheck', xs)
  const y = call('gradcheck', f, leaves)
  const branches: Branch[] = []
  for (const { op, inputs } of topologicalOrder(y)) {
    if (op?.kink !== undefined) branches.push({ op: op.name, side: Math.sign(op.kink(inputs.map(dataOf))) })
  }
  if (order === 2) y.backward()
  return { numbers: order === 1 ? [y.data] : [y.data, ...leaves.map(({ grad }) => grad)], branches }
}

/** The first step relative to x, or to 1 if that is larger: a power of two, so that x + h is exact. */
const LARGEST = 2 ** -4
/** The last step relative to x: some units in the last place. */
const SMALLEST = 2 ** -50
/** A kink closer than this counts as a kink at the point: too few steps fit between the two. */
const CLOSEST = 2 ** -44
/** One-sided estimates that have not improved for so many steps will not. */
export const PATIENCE = 4

/** f along variable `i` from `xs`, where it is `here`. */
export class Line {
  private readonly size: number

  constructor(
    private readonly f: ScalarFunction,
    private readonly xs: readonly number[],
    private readonly i: number,
    private readonly here: Local,
  ) {
    this.size = Math.abs(xs[i]!)
  }

  /** The op at whose kink we stand, undefined if there is none. */
  kink(): string | undefined {
    if (this.here.branches.length === 0) return undefined
    for (const h of [this.closest, -this.closest]) {
      const crossed = this.at(h, 1).branches.find(({ side }, k) => side !== this.here.branches[k]?.side)
      if (crossed !== undefined) return crossed.op
    }
    return undefined
  }

  /**
   * The slope of each number of `here`, until all are `decided`. While a kink is within the step on one side, the other
   * side alone gives an estimate: close to a kink it has the larger steps, and so less rounding.
   *
   * @param shrink makes the first step smaller
   */
  slopes(order: 1 | 2, decided: (estimate: Extrapolation, k: number) => boolean, shrink = 1): Extrapolation[] {
    const middle = this.here.numbers.slice(0, order === 1 ? 1 : undefined)
    const all = middle.map(() => ({
      central: new Extrapolation(2),
      left: new Extrapolation(1),
      right: new Extrapolation(1),
    }))
    const best = all.map(({ central }) => central)
    let open = all.map((_, k) => k)
    for (let h = shrink * this.largest; h >= SMALLEST * this.unit && open.length > 0; h /= 2) {
      const [left, right] = [this.at(-h, order), this.at(h, order)]
      const [leftSmooth, rightSmooth] = [sameBranches(left, this.here), sameBranches(right, this.here)]
      for (const k of open) {
        const [l, m, r] = [left.numbers[k]!, middle[k]!, right.numbers[k]!]
        const terms = k === 0 ? 0 : this.slopeOfTerms
        const each = all[k]!
        each.central.add(leftSmooth && rightSmooth ? centralQuotient(l, m, r, h, terms) : undefined)
        each.left.add(leftSmooth && !rightSmooth ? oneSidedQuotient(m, l, -h, terms) : undefined)
        each.right.add(rightSmooth && !leftSmooth ? oneSidedQuotient(m, r, h, terms) : undefined)
        best[k] = [each.left, each.right].reduce((a, b) => (isBetter(b, a) ? b : a), each.central)
      }
      open = open.filter((k) => !decided(best[k]!, k))
    }
    return best
  }

  /** The slope of f to the right (1) or to the left (−1). */
  oneSided(side: 1 | -1): Extrapolation {
    const estimate = new Extrapolation(1)
    const piece = this.at(side * this.closest, 1)
    for (let h = this.largest; h >= this.closest; h /= 2) {
      const there = this.at(side * h, 1)
      const quotient = oneSidedQuotient(this.here.numbers[0]!, there.numbers[0]!, side * h, 0)
      estimate.add(sameBranches(there, piece) ? quotient : undefined)
      if (estimate.converged && estimate.age >= PATIENCE) break
    }
    return estimate
  }

  /** A slope that cancels to 0 is made of parts of about this size. */
  private get slopeOfTerms(): number {
    return Math.abs(this.here.numbers[0]!) / Math.max(this.size, 1)
  }
  private get unit(): number {
    return this.size === 0 ? 1 : this.size
  }
  private get closest(): number {
    return 2 ** Math.floor(Math.log2(this.unit)) * CLOSEST
  }
  private get largest(): number {
    const size = Math.max(this.size, 1)
    return size < Infinity ? 2 ** Math.floor(Math.log2(size)) * LARGEST : 0 // no steps from an infinity
  }
  private at(h: number, order: 1 | 2): Local {
    const moved = [...this.xs]
    moved[this.i]! += h
    return evaluateAt(this.f, moved, order)
  }
}

const sameBranches = ({ branches: a }: Local, { branches: b }: Local): boolean =>
  a.length === b.length && a.every(({ op, side }, i) => op === b[i]!.op && side === b[i]!.side)
