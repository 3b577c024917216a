/** The recipe: which model comes out, from which rows, and what is refused. */
import { describe, expect, test } from '@jest/globals'
import { irisCsv, parseCsv, type Table } from '@gradus/data'
import { Random } from '@gradus/nn'
import { type TableOptions, trainImages, trainTable } from '../src/index.js'

const random = new Random(3)
const csv = (header: string, count: number, row: (i: number) => (string | number)[]): Table =>
  parseCsv([header, ...Array.from({ length: count }, (_, i) => row(i).join(','))].join('\n'))

const normal = () => Number(random.normal().toFixed(4))
/** y is linear in a, b and a text, with noise. */
const straight = csv('a,b,color,y', 90, () => {
  const [a, b, red] = [normal(), normal(), random.integer(2)]
  return [a, b, red === 1 ? 'red' : 'blue', 100 + 20 * a - 10 * b + 5 * red + 8 * normal()]
})
/** y is the product of a and b, which no linear model can say. */
const curved = csv('a,b,y', 120, () => {
  const [a, b] = [normal(), normal()]
  return [a, b, a * b]
})
const quick = { epochs: 60, hidden: [8] }

describe('which model comes out', () => {
  test('the linear model where the network is not clearly better', async () => {
    const { chosen, model, epochs, validation, history } = await trainTable(straight, { target: 'y', ...quick })
    expect([chosen, epochs, history]).toEqual(['linear', 0, undefined])
    expect(model.network.sizes).toEqual([4, 1])
    expect(validation!.linear!.r2).toBeGreaterThan(0.8)
    expect(validation!.network!.rows).toBe(90)
  })

  test('the network where it is', async () => {
    const { chosen, model, validation, epochs, history } = await trainTable(curved, {
      target: 'y',
      epochs: 200,
      l2: 0.1,
    })
    expect(chosen).toBe('network')
    expect(model.network.sizes).toEqual([2, 16, 1])
    expect(validation!.network!.r2).toBeGreaterThan(0.8)
    expect(validation!.linear!.r2).toBeLessThan(0.2)
    expect(history!.epochs).toHaveLength(epochs)
  })

  test.each(['network', 'linear'] as const)(
    'the %s if the option says so, and nothing else is trained',
    async (name) => {
      const options: TableOptions = { target: 'y', model: name, folds: 2, ...(name === 'network' ? quick : {}) }
      const { chosen, validation } = await trainTable(straight, options)
      expect(chosen).toBe(name)
      expect(Object.keys(validation!)).toEqual([name])
    },
  )
})

describe('which rows', () => {
  test('with folds each row is validated once, and the model learns from all', async () => {
    const runs = new Map<number, string>()
    const { examples, validation } = await trainTable(straight, {
      ...{ target: 'y', folds: 3, ...quick },
      onEpoch: ({ run, label, most, validationLoss }) =>
        runs.set(run, `${label}, ${most} epochs${validationLoss === undefined ? '' : ', validated'}`),
    })
    expect(examples).toEqual({ train: 90, validation: 90, test: 0, folds: 3 })
    expect(validation!.linear!.rows).toBe(90)
    const texts = [...runs.values()]
    expect(texts.slice(0, 3)).toEqual([1, 2, 3].map((i) => `fold ${i} of 3, 60 epochs, validated`))
    // Measured after the same number of epochs; the linear model wins, so that no network learns from all rows.
    const most = /(\d+) epochs/.exec(texts[3]!)![1]
    expect(texts.slice(3)).toEqual([1, 2, 3].map((i) => `measuring fold ${i} of 3, ${most} epochs`))
  })

  test('one fold by itself has the rows that it has among the others', async () => {
    const options = { target: 'y', model: 'linear' as const, folds: 3 }
    const all = await trainTable(straight, options)
    const each = await Promise.all([1, 2, 3].map((fold) => trainTable(straight, { ...options, fold })))
    const losses = each.map(({ validation }) => validation!.linear!.loss)
    expect(losses.reduce((a, b) => a + b) / 3).toBeCloseTo(all.validation!.linear!.loss, 12)
    expect(each.map(({ examples }) => [examples.train, examples.validation])).toEqual([[60, 30], [60, 30], [60, 30]]) // oxfmt-ignore
  })

  test('with a share, one part is kept from training, and the network keeps its best weights', async () => {
    const { examples, history, epochs } = await trainTable(curved, {
      ...{ target: 'y', validation: 0.25, model: 'network', patience: 5, epochs: 300, lr: 0.05 },
    })
    expect(examples).toEqual({ train: 90, validation: 30, test: 0, folds: 0 })
    const losses = history!.epochs.map(({ validationLoss }) => validationLoss!)
    expect(history!.ended).toBe('early')
    expect(epochs).toBe(losses.indexOf(Math.min(...losses)) + 1)
  })

  test('the test rows change nothing but their own scores', async () => {
    const options = { target: 'y', folds: 2, ...quick }
    const none = await trainTable(straight, options)
    const some = await trainTable(straight, { ...options, test: curvedAs(straight) })
    expect(JSON.stringify(some.model)).toBe(JSON.stringify(none.model))
    expect(none.test).toBeUndefined()
    expect(some.test!.linear!.rows).toBe(30)
    expect(some.examples.test).toBe(30)
  })
  const curvedAs = (table: Table): Table => ({
    ...table,
    rows: table.rows.slice(0, 30),
    lines: table.lines.slice(0, 30),
  })

  test('the same seed gives the same bits, another seed another model', async () => {
    const json = async (seed: number) =>
      JSON.stringify((await trainTable(curved, { target: 'y', model: 'network', folds: 2, seed, ...quick })).model)
    expect(await json(1)).toBe(await json(1))
    expect(await json(1)).not.toBe(await json(2))
  })

  test('classes keep their shares, and a class with one row is only learned from', async () => {
    const rare = csv('x,y', 41, (i) => [i, i === 40 ? 'rare' : i % 4 === 0 ? 'a' : 'b'])
    const { validation } = await trainTable(rare, { target: 'y', model: 'linear', folds: 5 })
    expect(validation!.linear!.classes!.map(({ name, rows }) => [name, rows])).toEqual([
      ['a', 10],
      ['b', 30],
      ['rare', 0],
    ])
  })
})

describe('classification', () => {
  test('iris, as it is: almost all flowers are told apart', async () => {
    const { validation, chosen } = await trainTable(parseCsv(irisCsv()), { target: 'species' })
    expect(validation![chosen]!.accuracy).toBeGreaterThan(0.95)
    const { confusion, classes } = validation![chosen]!
    expect(confusion!.flat().reduce((a, b) => a + b)).toBe(150)
    expect(classes!.map(({ name }) => name)).toEqual(['setosa', 'versicolor', 'virginica'])
  })

  const skewed = csv('x,y', 300, (i) => (i % 10 === 0 ? [1 + 1.2 * normal(), 'yes'] : [1.2 * normal(), 'no']))
  const recallOfYes = async (classWeights?: TableOptions['classWeights']) => {
    const weights = classWeights === undefined ? {} : { classWeights }
    const { validation } = await trainTable(skewed, { target: 'y', model: 'linear', ...weights })
    return validation!.linear!.classes!.find(({ name }) => name === 'yes')!.recall!
  }
  test('class weights give a rare class its due', async () => {
    const plain = await recallOfYes()
    expect(await recallOfYes('balanced')).toBeGreaterThan(plain + 0.3)
    expect(await recallOfYes({ yes: 9, no: 1 })).toBeGreaterThan(plain + 0.3)
    expect(await recallOfYes({ yes: 1, no: 1 })).toBe(plain)
  })

  test('each class by itself: the probabilities need not sum to 1', async () => {
    const { model } = await trainTable(skewed, {
      target: 'y',
      loss: 'sigmoidCrossEntropy',
      classWeights: 'balanced',
      ...quick,
    })
    const [row] = model.predict([{ x: 0.5 }])
    expect('probabilities' in row! && Object.keys(row.probabilities)).toEqual(['no', 'yes'])
    expect(model.probabilities).toBe('sigmoid')
  })

  test('images: bytes come in, and the size travels with the model', async () => {
    const inputs = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [1, 0, 0, 0] : [0, 0, 0, 1]))
    const images = { inputs, targets: inputs.map((_, i) => (i % 2 === 0 ? 3 : 7)), width: 2, height: 2 }
    const { model, chosen } = await trainImages(images, { epochs: 40 })
    expect([chosen, model.image]).toEqual(['network', { width: 2, height: 2 }])
    const pixels = (byte: number) => ({ pixel1: byte, pixel2: 0, pixel3: 0, pixel4: 255 - byte })
    expect(model.predict([pixels(255), pixels(0)]).map(({ prediction }) => prediction)).toEqual(['3', '7'])
  })
})

describe('what is refused', () => {
  const refused = async (options: Record<string, unknown>, table = straight) => {
    try {
      await trainTable(table, { target: 'y', ...options } as TableOptions)
    } catch (error) {
      return (error as Error).message
    }
    return 'nothing'
  }
  test.each<[Record<string, unknown>, string]>([
    [{ folds: 3, validation: 0.2 }, 'trainTable: both folds and validation are given. Pass one of them.'],
    [{ folds: 3, fold: 4 }, 'trainTable: fold is 4 of 3 folds. Pass a whole number from 1 to folds, and folds.'],
    [{ fold: 1 }, 'trainTable: fold is 1 of undefined folds. Pass a whole number from 1 to folds, and folds.'],
    [{ folds: 1 }, 'trainTable: folds is 1. Pass a whole number from 2 to the number of examples, 90.'],
    [{ folds: 91 }, 'trainTable: folds is 91. Pass a whole number from 2 to the number of examples, 90.'],
    [{ validation: 1 }, 'trainTable: validation is 1. Pass a share, 0 or more and below 1.'],
    [
      { validation: 0 },
      "trainTable: validation is 0, so nothing says which model is better. Pass model: 'network' or 'linear'.",
    ],
    [{ validation: 0, model: 'network' }, 'trainTable: validation is 0, so nothing says when to stop. Pass epochs.'],
    [
      { validation: 0, model: 'network', epochs: 9, patience: 3 },
      'trainTable: patience is 3, and validation 0 leaves no examples to watch. Leave out one of them.',
    ],
    [
      { model: 'linear', hidden: [3] },
      "trainTable: hidden is for a network, and model is 'linear'. Leave out one of them.",
    ],
    [{ model: 'tree' }, `trainTable: model is "tree". Pass 'best', 'network' or 'linear'.`],
    [{ loss: 'crossEntropy' }, 'trainTable: loss is "crossEntropy" for regression. Pass mse or mae or huber.'],
    [
      { classWeights: 'balanced' },
      'trainTable: classWeights are for classification, and the task is regression. Leave them out.',
    ],
    [
      { optimizer: 'adagrid' },
      'trainTable: optimizer is "adagrid". Pass "adam" or "adamw" or "sgd" or "adagrad" or "rmsprop" or "lbfgs".',
    ],
    [{ epochs: 0 }, 'trainTable: epochs is 0. Pass a whole number, 1 or more.'],
    [{ exclude: ['y'] }, 'fitTable: the target "y" is excluded. Take it out of exclude.'],
  ])('%j', async (options, message) => {
    expect(await refused(options)).toBe(message)
  })
  test('an unknown option', async () => {
    expect(await refused({ hiden: [3] })).toMatch(
      /^trainTable: unknown option "hiden". The options are model, hidden, /,
    )
  })
  test('classes that are all different, one row, and weights of other classes', async () => {
    const names = csv('x,y', 5, (i) => [i, `name ${i}`])
    expect(await refused({}, names)).toBe(
      `trainTable: column "y" has 5 different values in 5 rows, so no class occurs twice. Pass another target, or task: 'regression'.`,
    )
    expect(
      await refused(
        {},
        csv('x,y', 1, () => [1, 0.5]),
      ),
    ).toBe('trainTable: there is 1 example. Pass 2 or more, or validation: 0.')
    const iris = parseCsv(irisCsv())
    expect(await refused({ target: 'species', classWeights: { rose: 1 } }, iris)).toBe(
      'trainTable: the class weights have "rose", and the classes are setosa, versicolor, virginica. Pass a weight for each class (classWeights, --class-weights).',
    )
    expect(await refused({ target: 'species', classWeights: { setosa: 1 } }, iris)).toBe(
      'trainTable: class "versicolor" has no weight. Pass a weight for each class (classWeights, --class-weights).',
    )
  })
  test('nothing comes out of a training that is stopped', async () => {
    const controller = new AbortController()
    const training = trainTable(curved, {
      ...{ target: 'y', model: 'network', signal: controller.signal },
      onEpoch: () => controller.abort(new Error('enough')),
    })
    await expect(training).rejects.toThrow('enough')
  })
})
