/** `gradus train --idx` and `gradus predict --idx`, on small files and, where there is one, on MNIST. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { readIdx } from '@gradus/data/node'
import { Random } from '@gradus/nn'
import { gradus, idx, workshop } from '../helpers.js'

const { path, directory } = workshop()
const lines = (text: string) => text.trim().split('\n')
const json = (name: string) => JSON.parse(readFileSync(path(name), 'utf8'))

const HEIGHT = 2
const WIDTH = 3
/** Not in a row, not in order, and sorted otherwise as texts. */
const LABELS = [9, 10, 2]

/** Dim noise; class k has its k-th column bright. */
function pictures(count: number, seed: number): { pixels: number[][]; labels: number[] } {
  const random = new Random(seed)
  const labels = Array.from({ length: count }, (_, i) => LABELS[i % 3]!)
  const pixels = labels.map((label) =>
    Array.from({ length: HEIGHT * WIDTH }, (_, j) =>
      j % WIDTH === LABELS.indexOf(label) ? 180 + random.integer(76) : random.integer(100),
    ),
  )
  return { pixels, labels }
}

const known = pictures(60, 1)
const fresh = pictures(30, 2)

beforeAll(() => {
  for (const [name, { pixels, labels }] of [
    ['known', known],
    ['fresh', fresh],
  ] as const) {
    const images = idx([pixels.length, HEIGHT, WIDTH], pixels.flat())
    writeFileSync(path(`${name}-images`), images)
    writeFileSync(path(`${name}-images.gz`), gzipSync(images))
    writeFileSync(path(`${name}-labels`), idx([labels.length], labels))
    writeFileSync(path(`${name}-labels.gz`), gzipSync(idx([labels.length], labels)))
  }
})

const HOW = ['--hidden', 'none', '--epochs', '40', '--lr', '0.05', '--validation', '0.2']
const train = (out: string, ...more: string[]) => {
  const files = ['--idx', path('known-images'), path('known-labels')]
  return gradus(['train', ...files, ...HOW, '--out', path(out), ...more])
}

/** Class names and softmax(Θ·(1, v/255)), by hand from the model file. */
function byHand(name: string, pixels: number[][]): { prediction: string; probabilities: number[] }[] {
  const { encoding, network } = json(name)
  return pixels.map((v) => {
    const exps = (network.theta[0] as number[][]).map(([bias, ...w]) =>
      Math.exp(w.reduce((sum, wj, j) => sum + (wj * v[j]!) / 255, bias!)),
    )
    const total = exps.reduce((sum, e) => sum + e, 0)
    const probabilities = exps.map((e) => e / total)
    return { prediction: encoding.target.classes[probabilities.indexOf(Math.max(...probabilities))], probabilities }
  })
}

describe('gradus train --idx and predict --idx', () => {
  test('learn the classes of images, and tell those of new ones', () => {
    const { status, stdout, stderr } = train('model.json', '--json')
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /^training: epoch 4\/40, loss [\d.]+, validation [\d.]+, accuracy [\d.]+ %, [\d,]+ examples\/s, [\d:]+ left\n/,
    )
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({
      task: 'classification',
      chosen: 'network',
      // Of each class the same share is kept from training.
      validation: {
        network: {
          accuracy: 1,
          confusion: [
            [4, 0, 0],
            [0, 4, 0],
            [0, 0, 4],
          ],
        },
      },
      test: null,
      rows: { train: 48, validation: 12, test: 0, folds: 0 },
      out: path('model.json'),
    })
    const { image, probabilities: kind, encoding } = json('model.json')
    expect(image).toEqual({ width: 3, height: 2 })
    expect(kind).toBe('softmax')
    expect(encoding.target).toMatchObject({ name: 'label', classes: ['2', '9', '10'] })
    expect(encoding.inputs.columns).toHaveLength(6)
    expect(encoding.inputs.columns[5]).toEqual({ name: 'pixel6', kind: 'number', mean: 0, scale: 255 })

    const [head, ...rows] = lines(gradus(['predict', '--idx', path('model.json'), path('fresh-images')]).stdout)
    expect(head).toBe('prediction,probability_2,probability_9,probability_10')
    expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(fresh.labels)
    byHand('model.json', fresh.pixels).forEach(({ prediction, probabilities }, i) => {
      const [name, ...p] = rows[i]!.split(',')
      expect(name).toBe(prediction)
      probabilities.forEach((q, k) => expect(Number(p[k])).toBeCloseTo(q, 12))
    })
  })
  test('compressed files give the same, bit for bit', () => {
    const files = ['--idx', path('known-images.gz'), path('known-labels.gz')]
    gradus(['train', ...files, ...HOW, '--out', path('zipped.json')])
    expect(readFileSync(path('zipped.json'), 'utf8')).toBe(readFileSync(path('model.json'), 'utf8'))
    const predicted = (file: string) => gradus(['predict', '--idx', path('model.json'), path(file), '--json']).stdout
    expect(JSON.parse(predicted('fresh-images.gz'))).toHaveLength(30)
    expect(predicted('fresh-images.gz')).toBe(predicted('fresh-images'))
  })
  test('pixels in a CSV file are predicted as those of an IDX file', () => {
    writeFileSync(path('pixels.csv'), fresh.pixels.map((v) => v.join(',')).join('\n'))
    const csv = gradus(['predict', path('model.json'), path('pixels.csv'), '--no-header']).stdout
    expect(csv).toBe(gradus(['predict', '--idx', path('model.json'), path('fresh-images')]).stdout)
  })
  test('--test measures images of their own at the end, which have no part in the training', () => {
    const files = ['--test', path('fresh-images'), path('fresh-labels.gz')]
    const result = JSON.parse(train('tested.json', '--json', ...files).stdout)
    expect(readFileSync(path('tested.json'), 'utf8')).toBe(readFileSync(path('model.json'), 'utf8'))
    expect(result).toMatchObject({ test: { network: { accuracy: 1 } }, rows: { train: 48, validation: 12, test: 30 } })
    const classes = ['2', '9', '10']
    const losses = byHand('tested.json', fresh.pixels).map(
      ({ probabilities }, i) => -Math.log(probabilities[classes.indexOf(String(fresh.labels[i]))]!),
    )
    expect(result.test.network.loss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 30, 12)
    const { stdout } = train('tested.json', ...files)
    expect(stdout).toMatch(
      /^Learned label \(classification, 3 classes\) from 48 images: a network \(6-3\), trained for \d+ epochs\.\n/,
    )
    expect(stdout).toMatch(/\nTest on 30 images:\n +accuracy +loss\n {2}network +1\.0000 +/)
    expect(stdout).toContain(` ${result.test.network.loss.toPrecision(4)}\n`)
    expect(lines(stdout).at(-1)).toBe(`The model is in ${path('tested.json')}.`)
  })
  test('--limit takes the first images, as if there were no others', () => {
    expect(JSON.parse(train('limited.json', '--limit', '20', '--json').stdout).rows).toMatchObject({ train: 16 })
    writeFileSync(path('few-images'), idx([20, HEIGHT, WIDTH], known.pixels.slice(0, 20).flat()))
    writeFileSync(path('few-labels'), idx([20], known.labels.slice(0, 20)))
    const files = ['--idx', path('few-images'), path('few-labels')]
    gradus(['train', ...files, ...HOW, '--out', path('few.json')])
    expect(readFileSync(path('limited.json'), 'utf8')).toBe(readFileSync(path('few.json'), 'utf8'))
  })
})

describe('gradus train refuses, with 2 for wrong use and 1 for wrong files', () => {
  beforeAll(() => {
    writeFileSync(path('short-labels'), idx([59], known.labels.slice(0, 59)))
    writeFileSync(
      path('same-labels'),
      idx(
        [60],
        known.labels.map(() => 7),
      ),
    )
    writeFileSync(
      path('all-labels'),
      idx(
        [60],
        known.labels.map((_, i) => i),
      ),
    )
    writeFileSync(
      path('odd-labels'),
      idx(
        [30],
        fresh.labels.map((label, i) => (i === 4 ? 11 : label)),
      ),
    )
    writeFileSync(path('turned-images'), idx([30, WIDTH, HEIGHT], fresh.pixels.flat()))
    writeFileSync(path('table.csv'), 'x,y\n1,a\n2,b\n3,a\n4,b\n')
  })
  const both = ['known-images', 'known-labels']
  test.each<[number, string[], string]>([
    [2, ['--idx', 'known-images'], '--idx has one file, known-images. Pass the images, then the labels.'],
    [
      2,
      ['--idx', ...both, '--target', 'y'],
      '--target y is for a CSV file, and --idx reads images. Leave one of them out.',
    ],
    [
      2,
      ['--idx', ...both, '--exclude', 'id,date'],
      '--exclude id,date is for a CSV file, and --idx reads images. Leave one of them out.',
    ],
    [
      2,
      ['--idx', ...both, '--task', 'regression'],
      '--task regression is for a CSV file, and --idx reads images. Leave one of them out.',
    ],
    [
      2,
      ['--idx', ...both, '--no-header'],
      '--no-header is for a CSV file, and --idx reads images. Leave one of them out.',
    ],
    [
      2,
      ['--idx', ...both, '--loss', 'mse'],
      '--loss mse does not fit classification. Pass crossEntropy or sigmoidCrossEntropy.',
    ],
    [
      2,
      ['--idx', ...both, '--test', 'fresh-images'],
      '--test has 1 file (fresh-images). Pass images, then labels, after those to learn from.',
    ],
    [
      2,
      ['--idx', ...both, '--limit', '61'],
      '--limit 61 is more than the images of known-images. Pass a smaller number.',
    ],
    [2, both, 'there is a second file, known-labels, and no --idx. Pass --idx for images and labels, or one CSV file.'],
    [2, ['table.csv'], '--target is missing for table.csv. Pass the column to predict, or --idx for images.'],
    [
      2,
      ['table.csv', '--target', 'y', '--test', 'a.csv', 'b.csv'],
      '--test has 2 files (a.csv, b.csv). Pass one CSV file, after the one to learn from.',
    ],
    [
      2,
      ['table.csv', '--target', 'y', '--limit', '5'],
      '--limit 5 is more than the 4 rows of table.csv. Pass 4 or less.',
    ],
    [1, ['--idx', 'known-images', 'same-labels'], 'trainImages: every label is 7. Pass images of two classes or more.'],
    [
      1,
      ['--idx', 'known-images', 'all-labels'],
      'trainImages: the 60 labels are all different. Pass several images of a class.',
    ],
    [
      1,
      ['--idx', ...both, '--test', 'fresh-images', 'odd-labels'],
      'trainImages: a test label is 11, and the classes are 2, 9, 10. Pass test images of these classes.',
    ],
    [
      1,
      ['--idx', ...both, '--test', 'turned-images', 'fresh-labels'],
      'trainImages: the test images have 3 × 2 pixels, and the training images have 2 × 3. Pass images of one size.',
    ],
  ])('%i: %j', (code, args, message) => {
    const { status, stdout, stderr } = gradus(['train', ...args], directory())
    expect({ status, stdout, stderr }).toEqual({
      status: code,
      stdout: '',
      stderr: `${code === 2 ? 'train: ' : ''}${message}\n`,
    })
  })
  test('1: files that do not belong together, are in the wrong order, or are no IDX', () => {
    const refusal = (...args: string[]) => {
      const { status, stderr } = gradus(['train', '--idx', ...args], directory())
      expect(status).toBe(1)
      return stderr
    }
    expect(refusal('known-images', 'short-labels')).toBe(
      'readImages: short-labels: 59 labels for the 60 images of known-images. Pass two files that belong together.\n',
    )
    expect(refusal('known-labels', 'known-images')).toMatch(/Pass the images first, then the labels\.\n$/)
    expect(refusal('table.csv', 'known-labels')).toMatch(/^parseIdx: table\.csv: .* Check the file\.\n$/)
    expect(refusal('none', 'known-labels')).toMatch(/there is no file "none"\. Check the path\.\n$/)
  })
})

describe('gradus predict refuses', () => {
  beforeAll(() => {
    writeFileSync(path('no-images'), idx([0, HEIGHT, WIDTH], []))
    const shorts = Buffer.from(idx([1, 1, 1], [0, 7]))
    shorts[2] = 0x0b
    writeFileSync(path('short-images'), shorts)
    gradus(
      ['train', 'table.csv', '--target', 'y', '--model', 'linear', '--folds', '2', '--out', 'table.json'],
      directory(),
    )
  })
  test.each<[number, string[], string]>([
    [
      2,
      ['model.json', 'fresh-images', '--no-header'],
      '--no-header is for a CSV file, and --idx reads images. Leave one of them out.',
    ],
    [
      2,
      ['table.json', 'fresh-images'],
      'table.json was not trained on images. Pass a model of gradus train --idx, or leave --idx out.',
    ],
    [
      1,
      ['model.json', 'turned-images'],
      'turned-images has images of 3 × 2 pixels, and model.json was trained on 2 × 3. Pass images of that size.',
    ],
    [
      1,
      ['model.json', 'known-labels'],
      'known-labels has 60 values (bytes), and images are count × height × width bytes. Pass a file of images.',
    ],
    [
      1,
      ['model.json', 'short-images'],
      'short-images has 1 × 1 × 1 values (Int16Array), and images are count × height × width bytes. Pass a file of images.',
    ],
    [
      1,
      ['model.json', 'no-images'],
      'no-images has 0 × 2 × 3 values (bytes), and images are count × height × width bytes. Pass a file of images.',
    ],
  ])('%i: %j', (code, args, message) => {
    const { status, stdout, stderr } = gradus(['predict', '--idx', ...args], directory())
    expect({ status, stdout, stderr }).toEqual({ status: code, stdout: '', stderr: `predict: ${message}\n` })
  })
  test('a model file whose image does not go with its columns', () => {
    const refusal = (change: (model: ReturnType<typeof json>) => void) => {
      const model = json('model.json')
      change(model)
      writeFileSync(path('changed.json'), JSON.stringify(model))
      return gradus(['predict', '--idx', 'changed.json', 'fresh-images'], directory()).stderr
    }
    const damaged =
      'loadTabular: changed.json is not a complete model. TabularModel.fromJSON: the model is damaged: its pixels are not its columns. Train the model again.\n'
    expect(refusal(({ image }) => (image.width = 4))).toBe(damaged)
    expect(refusal(({ encoding }) => (encoding.inputs.columns[2] = { name: 'a', kind: 'text', values: ['b'] }))).toBe(
      damaged,
    )
    expect(refusal(({ image }) => (image.height = 0))).toBe(damaged)
  })
})

const data = process.env['GRADUS_DATA']
if (data !== undefined) {
  test('MNIST: 2,000 digits teach a network without hidden units to read most of the others', async () => {
    const file = (name: string) => join(data, 'mnist', `${name}-ubyte.gz`)
    const files = ['--idx', file('train-images-idx3'), file('train-labels-idx1')]
    const held = ['--test', file('t10k-images-idx3'), file('t10k-labels-idx1')]
    const options = [
      '--limit',
      '2000',
      '--hidden',
      'none',
      '--epochs',
      '5',
      '--validation',
      '0.2',
      '--json',
      '--out',
      path('mnist.json'),
    ]
    const result = JSON.parse(gradus(['train', ...files, ...options, ...held]).stdout)
    expect(result.rows).toEqual({ train: 1600, validation: 400, test: 10_000, folds: 0 })
    // A linear classifier comes to about 0.92 on all 60,000 (LeCun et al., 1998, have 0.88 and 0.916).
    expect(result.test.network.accuracy).toBeGreaterThan(0.84)
    // The first ten of the test set, as every introduction shows them; the ninth is a 5 that is hard to read.
    const { shape, values } = await readIdx(file('t10k-images-idx3'))
    expect(shape).toEqual([10_000, 28, 28])
    writeFileSync(path('ten.gz'), gzipSync(idx([10, 28, 28], [...values.subarray(0, 7840)])))
    const [head, ...rows] = lines(gradus(['predict', '--idx', path('mnist.json'), path('ten.gz')]).stdout)
    expect(head).toBe(`prediction,${Array.from({ length: 10 }, (_, k) => `probability_${k}`).join(',')}`)
    const digits = rows.map((row) => Number(row[0]))
    expect(digits.filter((digit, i) => digit === [7, 2, 1, 0, 4, 1, 4, 9, 5, 9][i]).length).toBeGreaterThanOrEqual(8)
  })
}
