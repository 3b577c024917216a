import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { Random } from '@gradus/nn'
import { gradus, workshop } from './helpers.js'

const { path, directory } = workshop()
const lines = (text: string) => text.trim().split('\n')

beforeAll(() => {
  const random = new Random(1)
  const houses = Array.from({ length: 120 }, () => {
    const [size, garden] = [random.uniform(40, 200), random.integer(2) === 0 ? 'yes' : 'no']
    return `${size.toFixed(1)},${garden},${(3 * size + (garden === 'yes' ? 50 : 0) + random.normal()).toFixed(2)}`
  })
  writeFileSync(path('houses.csv'), ['size,garden,price', ...houses].join('\n'))
  writeFileSync(path('iris.csv'), irisCsv())
})

describe('gradus train and predict', () => {
  test('iris: classification is guessed, learned, saved, and predicted with probabilities', () => {
    const { status, stdout, stderr } = gradus([
      'train',
      path('iris.csv'),
      '--target',
      'species',
      '--hidden',
      '16,16',
      '--out',
      path('iris.json'),
      '--json',
    ])
    expect(status).toBe(0)
    expect(stderr).toMatch(/^epoch 10\/100, loss [\d.]+\n/)
    const result = JSON.parse(stdout)
    expect(lines(stdout)).toHaveLength(1)
    expect(result).toMatchObject({ task: 'classification', epochs: 100, rows: { training: 120, validation: 30 } })
    expect(result.trainLoss).toBeLessThan(0.1)
    expect(result.validationLoss).toBeLessThan(0.5)
    expect(result.validationAccuracy).toBeGreaterThanOrEqual(0.93)

    const predicted = lines(gradus(['predict', path('iris.json'), path('iris.csv')]).stdout)
    expect(predicted[0]).toBe('prediction,probability_setosa,probability_versicolor,probability_virginica')
    expect(predicted).toHaveLength(151)
    const truth = lines(irisCsv())
      .slice(1)
      .map((row) => row.split(',').at(-1)!)
    const rows = predicted.slice(1).map((row) => row.split(','))
    expect(rows.filter(([name], i) => name === truth[i]).length).toBeGreaterThanOrEqual(143)
    for (const [name, ...p] of rows) {
      expect(p.reduce((s, x) => s + Number(x), 0)).toBeCloseTo(1, 12)
      const best = p.indexOf(String(Math.max(...p.map(Number))))
      expect(name).toBe(['setosa', 'versicolor', 'virginica'][best])
    }
  })
  test('a number target is a regression; text columns and scaling travel in the model file', () => {
    const args = [
      'train',
      path('houses.csv'),
      '--target',
      'price',
      '--epochs',
      '200',
      '--json',
      '--out',
      path('houses.json'),
    ]
    const result = JSON.parse(gradus(args).stdout)
    expect(result.task).toBe('regression')
    expect(result.validationR2).toBeGreaterThan(0.99)
    writeFileSync(path('new.csv'), 'garden,colour,size\nyes,red,100\nno,blue,100\n')
    const rows = JSON.parse(gradus(['predict', path('houses.json'), path('new.csv'), '--json']).stdout)
    expect(rows[0].prediction).toBeGreaterThan(335)
    expect(rows[0].prediction).toBeLessThan(365)
    expect(rows[0].prediction - rows[1].prediction).toBeGreaterThan(40)
  })
  test('the same seed writes the same file, another seed another one', () => {
    const file = (seed: string, name: string) => {
      const args = [
        'train',
        path('iris.csv'),
        '--target',
        'species',
        '--epochs',
        '3',
        '--seed',
        seed,
        '--out',
        path(name),
      ]
      expect(gradus(args).status).toBe(0)
      return readFileSync(path(name), 'utf8')
    }
    expect(file('4', 'a.json')).toBe(file('4', 'b.json'))
    expect(file('4', 'a.json')).not.toBe(file('5', 'c.json'))
  })
  test('without a header columns have numbers, and a file with just the features is taken in order', () => {
    writeFileSync(
      path('bare.csv'),
      lines(irisCsv())
        .slice(1)
        .map((row) => row.split(',').reverse().join(','))
        .join('\n'),
    )
    const args = [
      'train',
      path('bare.csv'),
      '--no-header',
      '--target',
      '1',
      '--epochs',
      '30',
      '--out',
      path('bare.json'),
    ]
    expect(gradus(args).status).toBe(0)
    writeFileSync(path('features.csv'), '0.2,1.4,3.5,5.1\n2.5,6.0,3.3,6.3\n')
    const rows = lines(gradus(['predict', path('bare.json'), path('features.csv')]).stdout)
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['setosa', 'virginica'])
  })
  test('validation 0 keeps nothing back and says null; --task and --hidden none are obeyed', () => {
    const args = [
      'train',
      path('iris.csv'),
      '--target',
      'sepal_length',
      '--validation',
      '0',
      '--epochs',
      '2',
      '--hidden',
      'none',
    ]
    expect(JSON.parse(gradus([...args, '--json']).stdout)).toMatchObject({
      task: 'regression',
      validationLoss: null,
      validationR2: null,
      rows: { training: 150, validation: 0 },
    })
    writeFileSync(path('digits.csv'), 'x,y\n' + Array.from({ length: 40 }, (_, i) => `${i},${i % 2}`).join('\n'))
    const task = (...more: string[]) =>
      JSON.parse(gradus(['train', path('digits.csv'), '--target', 'y', '--epochs', '1', '--json', ...more]).stdout).task
    expect([task(), task('--task', 'regression')]).toEqual(['classification', 'regression'])
  })
  test.each([
    [['--target', 'species', '--exclude', 'id'], /has no column "id"\. Pass --exclude with one of sepal_length, /],
    [['--target', 'colour'], /has no column "colour"\. Pass --target with one of sepal_length, .*species\.\n$/],
    [[], /^train: --target is missing for .*iris\.csv\. Pass the column to predict, or --idx for images\.\n$/],
    [['--target', 'species', '--epochs', '0'], /Pass a whole number, 1 or more\./],
    [['--target', 'species', '--lr', '-1'], /Pass a positive number\./],
    [['--target', 'species', '--hidden', '16,,16'], /Pass sizes such as 16,16, or none\./],
    [['--target', 'species', '--validation', '1'], /Pass a number from 0 to below 1\./],
    [['--target', 'species', '--activation', 'tnah'], /Allowed choices are linear, sigmoid, tanh/],
  ])('wrong use exits with 2: %j', (args, message) => {
    const { status, stderr, stdout } = gradus(['train', path('iris.csv'), ...args])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(message)
  })
  test('a bad cell is named with file, line and column, exit code 1, and nothing is written', () => {
    const broken = lines(irisCsv())
    broken[7] = 'oops,3,1,0.2,setosa'
    writeFileSync(path('broken.csv'), broken.join('\n'))
    const { status, stderr } = gradus(['train', path('broken.csv'), '--target', 'species', '--out', path('never.json')])
    expect(status).toBe(1)
    expect(stderr).toContain('broken.csv')
    expect(stderr).toMatch(/line 8\b.*sepal_length.*"oops"/)
    expect(existsSync(path('never.json'))).toBe(false)
  })
  test('--exclude leaves columns out of the model', () => {
    const args = [
      'train',
      path('iris.csv'),
      '--target',
      'species',
      '--exclude',
      'sepal_length,sepal_width',
      '--epochs',
      '1',
    ]
    expect(gradus([...args, '--out', path('two.json')]).status).toBe(0)
    const { features } = JSON.parse(readFileSync(path('two.json'), 'utf8'))
    expect(features.columns.map((c: { name: string }) => c.name)).toEqual(['petal_length', 'petal_width'])
  })
  test('a place that cannot be written is found before the training', () => {
    const { status, stderr } = gradus(['train', path('iris.csv'), '--target', 'species', '--out', '/proc/none/m.json'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/^gradus: \/proc\/none\/m\.json could not be written/)
  })
  test('a target that differs in every row is no class to learn; one validation row has no R²', () => {
    writeFileSync(
      path('dates.csv'),
      'x,day\n' + Array.from({ length: 9 }, (_, i) => `${i},2026-01-0${i + 1}`).join('\n'),
    )
    expect(gradus(['train', path('dates.csv'), '--target', 'day']).stderr).toBe(
      'train: column day has 9 different values in 9 rows, which are no classes to learn. Pass another --target, or --task regression.\n',
    )
    writeFileSync(path('five.csv'), 'x,y\n1,1.5\n2,2.5\n3,3.5\n4,4.5\n5,5.5\n')
    const args = ['train', path('five.csv'), '--target', 'y', '--epochs', '1', '--json']
    expect(JSON.parse(gradus(args).stdout)).toMatchObject({ validationR2: null, rows: { validation: 1 } })
  })
  test('a file that is not there is a failure with a reason', () => {
    const { status, stderr } = gradus(['train', path('none.csv'), '--target', 'x'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/none\.csv/)
  })
  test('no temporary files stay behind', () => {
    expect(readdirSync(directory()).filter((name) => !/^[a-z]+\.(csv|json)$/.test(name))).toEqual([])
  })
})

describe('a model file', () => {
  const good = () => JSON.parse(readFileSync(path('a.json'), 'utf8'))
  const refusal = (text: string) => {
    writeFileSync(path('bad.json'), text)
    const { status, stdout, stderr } = gradus(['predict', path('bad.json'), path('iris.csv')])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    return stderr.replaceAll(`${directory()}/`, '')
  }
  const changed = (change: (model: ReturnType<typeof good>) => void) => {
    const model = good()
    change(model)
    return refusal(JSON.stringify(model))
  }
  test('that is damaged is refused with the reason', () => {
    expect(refusal(readFileSync(path('a.json'), 'utf8').slice(0, -20))).toMatch(
      /^predict: bad\.json is damaged: it is not JSON \(.*\)\. Train the model again\.\n$/,
    )
    expect(refusal('[]')).toBe('predict: bad.json is no model of gradus. Train the model again.\n')
    expect(refusal('{"format":"x"}')).toBe('predict: bad.json is no model of gradus. Train the model again.\n')
    expect(changed((m) => (m.network.theta[0][1][2] = 'x'))).toBe(
      'predict: bad.json is damaged at network.theta.0.1.2: Invalid input: expected number, received string. Train the model again.\n',
    )
    expect(changed((m) => delete m.target)).toMatch(/^predict: bad\.json is damaged at target: /)
    expect(changed((m) => (m.target.classes[1] = 'setosa'))).toMatch(
      /damaged at target\.classes: two entries are the same/,
    )
    expect(changed((m) => (m.features.columns[1].name = 'sepal_length'))).toMatch(/two columns have one name/)
    expect(changed((m) => (m.extra = 1))).toMatch(/damaged at the top: Unrecognized key: "extra"/)
    expect(changed((m) => (m.features.columns[0].scale = 0))).toMatch(/damaged at features\.columns\.0\.scale/)
  })
  test('of another version is refused', () => {
    expect(changed((m) => (m.version = 2))).toBe(
      'predict: bad.json has version 2, and this gradus reads version 1. Train the model again.\n',
    )
  })
  test('of the wrong shape is refused', () => {
    expect(changed((m) => m.features.columns.pop())).toBe(
      'predict: bad.json has a network of the wrong shape, 4 inputs and 3 outputs for 3 features and 3 targets. Train the model again.\n',
    )
    expect(changed((m) => m.network.theta[1][0].push(1))).toMatch(
      /has a network of the wrong shape \(MLP\.fromTheta: row 0 of matrix 1/,
    )
  })
  test('that fits no column of the new file says which is missing', () => {
    writeFileSync(path('other.csv'), 'a,b\n1,2\n')
    const { status, stderr } = gradus(['predict', path('a.json'), path('other.csv')])
    expect(status).toBe(1)
    expect(stderr).toMatch(/sepal_length/)
  })
})
