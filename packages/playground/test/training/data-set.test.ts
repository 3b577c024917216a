import { describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { NETWORK, type NetworkSettings } from '../../src/network/settings.js'
import { initialOf } from '../../src/state/group.js'
import { lossFor, makeDataSet, targetsFor } from '../../src/training/data-set.js'

const settings = (values: Partial<NetworkSettings>): NetworkSettings => ({
  ...initialOf<NetworkSettings>(NETWORK),
  ...values,
})
const dataOf = async (values: Partial<NetworkSettings>, own?: { name: string; text: string; target: string }) =>
  makeDataSet(settings(values), own)

describe('generated data', () => {
  test.each(['circles', 'xor', 'moons', 'spiral', 'three-blobs', 'waves'] as const)(
    '%s without noise lies between −1.5 and 1.5, about the origin, and the plane shows that square',
    async (data) => {
      const { news } = await dataOf({ data, noise: 0, count: 300 })
      const { x, y, left, right, bottom, top } = news.plane!
      expect([left, right, bottom, top]).toEqual([-1.5, 1.5, -1.5, 1.5])
      for (const part of [x, y]) {
        expect(Math.max(...part)).toBeLessThanOrEqual(1.5)
        expect(Math.min(...part)).toBeGreaterThanOrEqual(-1.5)
        expect(Math.abs(Math.max(...part) + Math.min(...part))).toBeLessThan(0.6)
      }
      expect(news.rows).toHaveLength(300)
      expect(news.task).toBe(data === 'waves' ? 'numbers' : 'classes')
    },
  )

  test('the noise of xor is measured in the plane that is shown', async () => {
    const { news } = await dataOf({ data: 'xor', noise: 0.1, count: 4000 })
    const { x } = news.plane!
    const squares = x.reduce((sum, v) => sum + (Math.abs(v) - 1) ** 2, 0)
    expect(Math.sqrt(squares / x.length)).toBeCloseTo(0.1, 2)
  })

  test('the plane grows with the noise, in steps of ½', async () => {
    const { news } = await dataOf({ noise: 2, count: 500 })
    const { x, y, right } = news.plane!
    expect(right % 0.5).toBe(0)
    expect(right).toBeGreaterThanOrEqual(Math.max(...x.map(Math.abs), ...y.map(Math.abs)))
  })

  test('the same seed gives the same points, and another seed others', async () => {
    const rows = async (seed: number) => [...(await dataOf({ data: 'waves', seed })).news.rows[0]!]
    expect(await rows(1)).toEqual(await rows(1))
    expect(await rows(1)).not.toEqual(await rows(2))
  })

  test('features are computed from the coordinates that are shown', async () => {
    const { news, inputsAt } = await dataOf({ data: 'moons', features: ['y', 'xx', 'xy', 'sinx'] })
    const [x, y] = [news.plane!.x[7]!, news.plane!.y[7]!]
    expect([...news.rows[7]!]).toEqual([y, x * x, x * y, Math.sin(x)])
    expect(inputsAt(x, y)).toEqual([...news.rows[7]!])
    expect(news.inputs).toEqual(['x₂', 'x₁²', 'x₁·x₂', 'sin x₁'])
    expect(news.sizes).toEqual([4, 4, 4, 1])
  })

  test('validation has its share of each class, and no example twice', async () => {
    const { news } = await dataOf({ data: 'three-blobs', count: 300, validation: 0.3 })
    const { train, validation, targets } = news
    const counts = [0, 1, 2].map((k) => validation.filter((i) => targets[i] === k).length)
    expect(counts).toEqual([30, 30, 30])
    expect(new Set([...train, ...validation]).size).toBe(300)
  })
})

describe('tables and images', () => {
  test('iris has four standardized inputs, and the plane of the first two', async () => {
    const { news, inputsAt } = await dataOf({ data: 'iris', features: ['xx'] })
    expect(news.inputs).toEqual(['sepal_length', 'sepal_width', 'petal_length', 'petal_width'])
    expect(news.outputs).toEqual(['setosa', 'versicolor', 'virginica'])
    expect(news.sizes).toEqual([4, 4, 4, 3])
    const mean = news.train.reduce((sum, i) => sum + news.rows[i]![2]!, 0) / news.train.length
    expect(mean).toBeCloseTo(0, 12)
    expect(news.plane!.x[3]).toBe(news.rows[3]![0])
    expect(inputsAt(0.5, -1)).toEqual([0.5, -1, 0, 0])
  })

  test('digits have 64 inputs and no plane', async () => {
    const { news } = await dataOf({ data: 'digits' })
    expect([news.rows.length, news.sizes[0], news.sizes.at(-1), news.plane]).toEqual([1797, 64, 10, undefined])
  })

  test('a table of the user gives names, texts as inputs, and remarks', async () => {
    const text = 'size,color,junk,y\n1,red,,no\n,blue,,yes\n2,red,,no\n4,blue,,yes\n5,red,,no\n6,blue,,yes'
    const { news } = await dataOf({ data: 'own', validation: 0.34 }, { name: 'a.csv', text, target: 'y' })
    expect(news.inputs).toEqual(['size', 'color=blue', 'color=red'])
    expect(news.outputs).toEqual(['no', 'yes'])
    expect(news.sizes.at(-1)).toBe(1)
    expect(news.plane).toBeUndefined()
    expect(news.notes).toEqual([
      'The column “junk” is not used: every cell is empty.',
      '1 cell is empty in the column “size”. The mean stands there.',
    ])
  })

  test('decimal commas are numbers, and a note says so', async () => {
    const text = 'a;b;y\n1,5;2;0,5\n3,5;1;0,25\n2;5;1,5\n7;1;2,5\n9;9;3,5'
    const own = { name: 'a.csv', text, target: 'y', decimal: ',' } as const
    const { news } = await makeDataSet(settings({ data: 'own', validation: 0 }), own)
    expect([news.task, news.inputs]).toEqual(['numbers', ['a', 'b']])
    expect(news.encoding!.inputs.columns[0]).toMatchObject({ kind: 'number', mean: 4.6 })
    expect(news.notes).toEqual(['The numbers of this table have decimal commas. The page reads 1,5 as 1.5.'])
  })

  test('a first line with a number gets a remark, because it may be a row', async () => {
    const text = '1,red,5\n2,blue,6\n3,red,7\n4,blue,8'
    const { news } = await dataOf({ data: 'own', validation: 0 }, { name: 'a.csv', text, target: '5' })
    expect(news.notes).toEqual([
      'The first line is taken as the names of the columns, and “1” is a number. If this line is a row of data, put a line with names above it.',
    ])
  })

  test('two columns of numbers are points, so features apply to them', async () => {
    const text = 'a,b,y\n1,2,0.5\n3,1,0.25\n2,5,1.5\n7,1,2.5\n9,9,3.5'
    const { news } = await dataOf(
      { data: 'own', features: ['x', 'xy'], validation: 0 },
      { name: 'b', text, target: 'y' },
    )
    expect(news.task).toBe('numbers')
    expect(news.inputs).toEqual(['a', 'x₁·x₂'])
    const [x, y] = [news.plane!.x[1]!, news.plane!.y[1]!]
    expect([...news.rows[1]!]).toEqual([x, x * y])
  })

  test('a table of 40,000 rows works', async () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `${i % 977},${i % 13},${i % 2}`)
    const { news } = await dataOf({ data: 'own' }, { name: 'c', text: `a,b,y\n${lines.join('\n')}`, target: 'y' })
    expect(news.rows).toHaveLength(40_000)
    expect(news.rows[0]!.buffer).toBe(news.rows[39_999]!.buffer)
  })

  test('a table that is far too wide ends in a message', async () => {
    const texts = (i: number) => Array.from({ length: 51 }, (_, j) => `t${(i + j) % 20}`).join(',')
    const header = Array.from({ length: 51 }, (_, j) => `c${j}`).join(',')
    const text = `${header},y\n${Array.from({ length: 20_000 }, (_, i) => `${texts(i)},${i % 2}`).join('\n')}`
    await expect(dataOf({ data: 'own' }, { name: 'wide.csv', text, target: 'y' })).rejects.toThrow(
      'Data: 20000 rows with 1020 inputs are too many for a page. Leave out rows, or columns with texts.',
    )
  })

  test('a missing file and an unknown column end in a message', async () => {
    await expect(dataOf({ data: 'own' })).rejects.toThrow(
      'Data: these settings belong to data of your own, which a link does not carry. Open the file again.',
    )
    await expect(dataOf({ data: 'own' }, { name: 'iris.csv', text: irisCsv(), target: 'color' })).rejects.toThrow(
      /has no column "color"/,
    )
  })
})

test('cross-entropies take class indices, other losses 1 and −1', async () => {
  const two = (await dataOf({ count: 10 })).news
  expect(lossFor(settings({}), two)).toBe('binaryCrossEntropyWithLogits')
  expect(targetsFor('binaryCrossEntropyWithLogits', two).slice(0, 3)).toEqual([0, 1, 0])
  expect(targetsFor('mse', two).slice(0, 3)).toEqual([-1, 1, -1])
  const three = (await dataOf({ data: 'three-blobs', count: 12 })).news
  expect(lossFor(settings({}), three)).toBe('crossEntropy')
  expect(targetsFor('hinge', three)[1]).toEqual([-1, 1, -1])
  const numbers = (await dataOf({ data: 'waves' })).news
  expect(lossFor(settings({}), numbers)).toBe('mse')
  expect(() => lossFor(settings({ loss: 'hinge' }), numbers)).toThrow(
    'Loss: hinge is for classes, and these data have numbers. Choose another loss.',
  )
})
