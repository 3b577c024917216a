/** Writes examples into the memory of compiled code. No other file of this package knows how numbers are laid out there. */
import type { LoadRow } from '@gradus/compile'
import type { DataLike } from '../../model/model.js'
import { drawnMasks } from '../../model/dropout.js'
import type { Random } from '../../random.js'

/** Copying this many numbers one by one is faster than a call of `set`. */
const FEW = 16

export class Loader {
  /** The masks of the batch, example by example. */
  private masks = new Float64Array(0)

  /**
   * @param width numbers per input
   * @param rates the dropout rate of each number of an example's mask
   */
  constructor(
    private readonly width: number,
    private readonly rates: readonly number[],
  ) {}

  /** Draws the masks of a batch, in the order in which the eager trainer draws them: example by example, layer by layer. */
  drawMasks(count: number, random: Random): void {
    const { rates } = this
    const masks = drawnMasks(random)
    if (this.masks.length < count * rates.length) this.masks = new Float64Array(count * rates.length)
    for (let i = 0, b = 0; b < count; b++) for (const rate of rates) this.masks[i++] = masks.next(rate) as number
  }

  /** Loads examples for training: input, target, mask. @param rows of the batch */
  withMasks(data: DataLike, rows: readonly number[]): LoadRow {
    const each = this.rates.length
    return (b, numbers, at) => {
      let to = this.write(data, rows[b]!, numbers, at)
      for (let i = b * each, end = i + each; i < end; i++) numbers[to++] = this.masks[i]!
    }
  }

  /** Loads examples for measuring: input, target. */
  withoutMasks(data: DataLike, rows: readonly number[]): LoadRow {
    return (b, numbers, at) => void this.write(data, rows[b]!, numbers, at)
  }

  /** Writes input and target, and returns the index behind them. */
  private write(data: DataLike, row: number, numbers: Float64Array | Float32Array, at: number): number {
    const x = data.inputs[row]!
    if (x.length !== this.width) {
      throw new RangeError(
        `fit: input ${row} has ${x.length} numbers now, and had ${this.width} at the start. Leave the data unchanged while fit runs.`,
      )
    }
    if (x.length > FEW) numbers.set(x, at)
    else for (let i = 0; i < x.length; i++) numbers[at + i] = x[i]!
    const [target, from] = [data.targets[row]!, at + x.length]
    if (typeof target === 'number') {
      numbers[from] = target
      return from + 1
    }
    numbers.set(target, from)
    return from + target.length
  }
}
