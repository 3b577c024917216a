/** Writes examples into the memory of compiled code. No other file of this package knows how numbers are laid out there. */
import type { LoadRow } from '@gradus/compile'
import type { DataLike } from '../../model/model.js'
import { drawnMasks } from '../../model/dropout.js'
import type { Random } from '../../random.js'

type Numbers = Float64Array | Float32Array

/** Copying this many numbers one by one is faster than a call of `set`. */
const FEW = 16
/** The most numbers in the copy of the training data. Larger data are read where they are, and not copied. */
const MOST = 2 ** 26

export class Loader {
  /** The masks of the batch, example by example. */
  private masks = new Float64Array(0)
  /** The training data as they were at the beginning of the epoch, example by example: input, target. */
  private copy: Numbers | undefined

  /**
   * @param train the training data
   * @param width numbers per input
   * @param each numbers per example: input and target
   * @param rates the dropout rate of each number of an example's mask
   */
  constructor(
    private readonly train: DataLike,
    private readonly width: number,
    private readonly each: number,
    private readonly rates: readonly number[],
    private readonly precision: 'f64' | 'f32',
  ) {}

  /**
   * Copies the training data into one array, from which examples are read several times as fast as from their own arrays.
   * Later changes of the data count from the next call on.
   */
  copyTrain(): void {
    const { train, each, precision } = this
    const count = train.inputs.length
    if (count * each > MOST) return
    this.copy ??= precision === 'f64' ? new Float64Array(count * each) : new Float32Array(count * each)
    for (let row = 0; row < count; row++) this.read(train, row, this.copy, row * each)
  }

  /** Draws the masks of a batch, in the order in which the eager trainer draws them: example by example, layer by layer. */
  drawMasks(count: number, random: Random): void {
    const { rates } = this
    const masks = drawnMasks(random)
    if (this.masks.length < count * rates.length) this.masks = new Float64Array(count * rates.length)
    for (let i = 0, b = 0; b < count; b++) for (const rate of rates) this.masks[i++] = masks.next(rate) as number
  }

  /** Loads examples for training: input, target, mask. @param rows of the batch */
  withMasks(rows: readonly number[]): LoadRow {
    const { train, each, rates, masks } = this
    return (b, numbers, at) => {
      this.write(train, rows[b]!, numbers, at)
      for (let i = 0, from = b * rates.length; i < rates.length; i++) numbers[at + each + i] = masks[from + i]!
    }
  }

  /** Loads examples for measuring: input, target. @param from the first row */
  withoutMasks(data: DataLike, from: number): LoadRow {
    return (b, numbers, at) => this.write(data, from + b, numbers, at)
  }

  /** Writes input and target, from the copy if there is one. */
  private write(data: DataLike, row: number, numbers: Numbers, at: number): void {
    const { train, copy, each } = this
    if (data !== train || copy === undefined) return this.read(data, row, numbers, at)
    const from = row * each
    if (each > FEW) numbers.set(copy.subarray(from, from + each), at)
    else for (let i = 0; i < each; i++) numbers[at + i] = copy[from + i]!
  }

  /** Reads input and target from the data. */
  private read({ inputs, targets }: DataLike, row: number, numbers: Numbers, at: number): void {
    const x = inputs[row]!
    if (x.length !== this.width) {
      throw new RangeError(
        `fit: input ${row} has ${x.length} numbers now, and had ${this.width} at the start. Leave the data unchanged while fit runs.`,
      )
    }
    if (x.length > FEW) numbers.set(x, at)
    else for (let i = 0; i < x.length; i++) numbers[at + i] = x[i]!
    const [target, from] = [targets[row]!, at + x.length]
    if (typeof target === 'number') numbers[from] = target
    else numbers.set(target, from)
  }
}
