/**
 * The passes that the loss curves show: all of a short run, and of a long one the extremes of each stretch. So drawing a long
 * run takes no longer, and no peak is lost.
 */
import { decimate } from '@gradus/plot/decimate'
import type { Losses } from '../training/messages.js'

/** When more passes than this are shown, most are left out. */
const MOST = 16_000
/** Stretches that keep their extremes then. The curves are less wide in pixels. */
const STRETCHES = 500

export class ShownPasses {
  /** In ascending order, from 1 on. */
  readonly passes: number[] = []

  /** Shows the passes from `from` on, in place of those that were there. @param records one per pass, from pass 1 on */
  update(from: number, records: readonly Losses[]): void {
    const { passes } = this
    while (passes.length > 0 && passes.at(-1)! >= from) passes.pop()
    for (let pass = from; pass <= records.length; pass++) passes.push(pass)
    if (passes.length > MOST) this.thin(records)
  }

  private thin(records: readonly Losses[]): void {
    const { passes } = this
    const places = passes.map((pass) => (pass / records.length) * STRETCHES)
    const names = ['loss', 'validationLoss'] as const
    const curves = names.filter((name) => records[0]![name] !== undefined)
    const kept = curves.flatMap((name) => decimate(places, passes.map((pass) => records[pass - 1]![name]!))) // oxfmt-ignore
    const thinned = [...new Set(kept)].sort((a, b) => a - b).map((i) => passes[i]!)
    passes.length = 0
    passes.push(...thinned)
  }
}
