/** What stands in compiled memory after examples have been loaded, and when changed data are read again. */
import { describe, expect, test } from '@jest/globals'
import { Loader } from '../../../src/fit/compiled/loader.js'
import type { Run } from '../../../src/fit/run.js'
import { drawnMasks } from '../../../src/model/dropout.js'
import { type DataLike, fit, type FitOptions, MLP, Random, type Row } from '../../../src/index.js'

const random = new Random(4)
const PLAIN = (x: number[]): Row => x
const KINDS: [string, (x: number[]) => Row][] = [
  ['plain rows', PLAIN],
  ['Float64Arrays', (x) => Float64Array.from(x)],
  ['Float32Arrays', (x) => Float32Array.from(x)],
]
/** These numbers are the same in 32 bits. */
const eighths = (count: number) => Array.from({ length: count }, () => random.integer(64) / 8 - 4)
const RATES = [0.5, 0.25, 0.5, 0.25]
const FEW = 3
const MANY = 40

/** Loads rows 2 and 0 of the training data. */
function loaded(loader: Loader, each: number): number[] {
  const numbers = new Float64Array(1 + 2 * each).fill(-1)
  const load = loader.withMasks([2, 0])
  for (const b of [0, 1]) load(b, numbers, 1 + b * each)
  return [...numbers]
}

describe.each(KINDS)('%s', (_, kind) => {
  test.each([FEW, MANY])('of %d numbers: input, target and mask, with and without the copy', (width) => {
    for (const target of [5, eighths(2)]) {
      const rows = [0, 1, 2].map(() => eighths(width))
      const list = typeof target === 'number' ? [target] : target
      const targets = rows.map(() => (typeof target === 'number' ? target : kind(target)))
      const train = { inputs: rows.map(kind), targets }
      const each = width + list.length
      const loader = new Loader({ train, precision: 'f64' } as unknown as Run, width, each, RATES)
      loader.drawMasks(2, new Random(1))
      const masks = drawnMasks(new Random(1))
      const expected = [2, 0].flatMap((row) => [...rows[row]!, ...list, ...RATES.map((rate) => masks.next(rate))])
      expect(loaded(loader, each + RATES.length)).toEqual([-1, ...expected])
      loader.copyTrain()
      expect(loaded(loader, each + RATES.length)).toEqual([-1, ...expected])
      const numbers = new Float64Array(each)
      loader.withoutMasks(train, 1)(1, numbers, 0)
      expect([...numbers]).toEqual([...rows[2]!, ...list])
      loader.withoutMasks({ inputs: [kind(rows[1]!)], targets: targets.slice(1) }, 0)(0, numbers, 0) // other data
      expect([...numbers]).toEqual([...rows[1]!, ...list])
    }
  })
})

const changed = (run: Partial<Run>, data: DataLike, width: number): number[] => {
  const loader = new Loader({ train: data, precision: 'f64', ...run } as unknown as Run, width, width + 1, [])
  const first = () => {
    const numbers = new Float64Array(width + 1)
    loader.withMasks([0])(0, numbers, 0)
    return numbers[0]!
  }
  const input = data.inputs[0] as number[]
  return [1, 2].flatMap((value) => {
    loader.copyTrain()
    input[0] = value
    const before = first()
    loader.copyTrain()
    return [before, first()]
  })
}
const small = () => ({ inputs: [[0, 0]], targets: [0] })

test.each(['onEpoch', 'onBatch', 'onProgress'] as const)(
  'what %s changes counts from the next epoch on',
  (callback) => {
    expect(changed({ [callback]: () => true }, small(), 2)).toEqual([0, 1, 1, 2])
  },
)

test('without a callback, the data are copied once', () => {
  expect(changed({}, small(), 2)).toEqual([0, 0, 0, 0])
})

test('data of more than 2²⁶ numbers are not copied', () => {
  const width = 2 ** 20 - 1
  const input = new Array<number>(width).fill(0)
  const large = { inputs: new Array<number[]>(65).fill(input), targets: new Array<number>(65).fill(0) }
  expect(changed({}, large, width)).toEqual([1, 1, 2, 2])
})

test.each(['f64', 'f32'] as const)(
  '%s: the same bits for all kinds of rows, with and without callbacks',
  async (precision) => {
    const rows = Array.from({ length: 50 }, () => eighths(20))
    const train = async (kind: (x: number[]) => Row, options: Partial<FitOptions>) => {
      const data = { inputs: rows.map(kind), targets: rows.map(([x]) => kind([x!, 1])) }
      const model = new MLP([20, 6, 2], { dropout: 0.2 })
      const history = await fit(model, data, {
        loss: 'mse',
        epochs: 3,
        batchSize: 7,
        metrics: ['r2'],
        precision,
        ...options,
      })
      return { history, theta: model.theta() }
    }
    const expected = await train(PLAIN, {})
    for (const [, kind] of KINDS) {
      for (const options of [
        {},
        { onEpoch: () => true },
        { validationData: { inputs: rows, targets: rows.map(() => [0, 1]) } },
      ]) {
        const { history, theta } = await train(kind, options)
        expect(theta).toEqual(expected.theta)
        expect(history.epochs.map(({ loss, metrics }) => ({ loss, metrics }))).toEqual(
          expected.history.epochs.map(({ loss, metrics }) => ({ loss, metrics })),
        )
      }
    }
  },
)
