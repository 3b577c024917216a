/** Writes examples into the memory of compiled code. No other file of this package knows how numbers are laid out there. */
import type { LoadRow } from '@gradus/compile'
import type { Run } from '../run.js'
import type { DataLike } from '../../model/model.js'
import { drawnMasks } from '../../model/dropout.js'
import type { Random } from '../../random.js'

type Numbers = Float64Array | Float32Array

/** Copying this many numbers one by one is faster than a call of `set`. */
const FEW = 16
/** The most numbers in the copy of the training data: 512 MiB with 64-bit numbers. Larger data are read where they are. */
const MOST = 2 ** 26

export class Loader {
  /** The masks of the batch, example by example. */
  private masks = new Float64Array(0)
  /** The training data at the beginning of the epoch, laid out as in compiled memory: input, target, next input, … */
  private copy: Numbers | undefined

  /**
   * @param width numbers per input
   * @param each numbers per example: input and target
   * @param rates the dropout rate of each number of an example's mask
   */
  constructor(
    private readonly run: Run,
    private readonly width: number,
    private readonly each: number,
    private readonly rates: readonly number[],
  ) {}

  /**
   * Copies the training data, because reading them from one array is several times as fast as from an array per example.
   * Call it at the beginning of each epoch: a callback may have changed the data in place.
   */
  copyTrain(): void {
    const { train, precision, onEpoch, onBatch, onProgress } = this.run
    const isCurrent = this.copy !== undefined && (onEpoch ?? onBatch ?? onProgress) === undefined
    const count = train.inputs.length
    if (isCurrent || count * this.each > MOST) return
    const copy = (this.copy ??= new (precision === 'f64' ? Float64Array : Float32Array)(count * this.each))
    for (let row = 0; row < count; row++) this.read(train, row, copy, row * this.each)
  }

  /** Draws the masks of a batch, in the order in which the eager trainer draws them: example by example, layer by layer. */
  drawMasks(count: number, random: Random): void {
    const { rates } = this
    const masks = drawnMasks(random)
    if (this.masks.length < count * rates.length) this.masks = new Float64Array(count * rates.length)
    for (let i = 0, b = 0; b < count; b++) for (const rate of rates) this.masks[i++] = masks.next(rate) as number
  }

  /** Loads examples of the training data: input, target, mask. @param rows of the batch */
  withMasks(rows: readonly number[]): LoadRow {
    const masks = this.rates.length
    return (b, numbers, at) => {
      let to = this.write(this.run.train, rows[b]!, numbers, at)
      for (let i = b * masks, end = i + masks; i < end; i++) numbers[to++] = this.masks[i]!
    }
  }

  /** Loads examples for measuring, from row `first` on: input, target. */
  withoutMasks(data: DataLike, first: number): LoadRow {
    return (b, numbers, at) => void this.write(data, first + b, numbers, at)
  }

  /** Writes input and target, from the copy if there is one. Returns the index behind them. */
  private write(data: DataLike, row: number, numbers: Numbers, at: number): number {
    const { copy, each } = this
    if (copy === undefined || data !== this.run.train) return this.read(data, row, numbers, at)
    const from = row * each
    if (each > FEW) numbers.set(copy.subarray(from, from + each), at)
    else for (let i = 0; i < each; i++) numbers[at + i] = copy[from + i]!
    return at + each
  }

  /** Writes input and target from where the data are. Returns the index behind them. */
  private read({ inputs, targets }: DataLike, row: number, numbers: Numbers, at: number): number {
    const x = inputs[row]!
    if (x.length !== this.width) {
      throw new RangeError(
        `fit: input ${row} has ${x.length} numbers now, and had ${this.width} at the start. Leave the data unchanged while fit runs.`,
      )
    }
    // `set` copies from typed arrays quickly, but not from plain ones.
    if (x.length > FEW && !Array.isArray(x)) numbers.set(x, at)
    else for (let i = 0; i < x.length; i++) numbers[at + i] = x[i]!
    const [target, from] = [targets[row]!, at + x.length]
    if (typeof target === 'number') {
      numbers[from] = target
      return from + 1
    }
    numbers.set(target, from)
    return from + target.length
  }
}
