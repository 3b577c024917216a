import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { Random } from '@gradus/nn'
import { gradus, workshop } from '../helpers.js'

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
      ...['--epochs', '60', '--folds', '3', '--lr', '0.02', '--patience', '60'],
      '--out',
      path('iris.json'),
      '--json',
    ])
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /^fold 1 of 3: epoch 6\/60, loss [\d.]+, validation [\d.]+, accuracy [\d.]+ %, [\d,]+ examples\/s, [\d:]+ left\n/,
    )
    const result = JSON.parse(stdout)
    expect(lines(stdout)).toHaveLength(1)
    expect(result).toMatchObject({
      task: 'classification',
      rows: { train: 150, validation: 150, test: 0, folds: 3 },
      ...{ test: null, ignored: [], missing: [], remarks: [] },
    })
    for (const name of ['network', 'linear']) {
      expect(result.validation[name].loss).toBeLessThan(0.25)
      expect(result.validation[name].accuracy).toBeGreaterThanOrEqual(0.93)
    }

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
      ...['--epochs', '150', '--lr', '0.02', '--validation', '0.2', '--model', 'network', '--l2', '0.1'],
      '--json',
      '--out',
      path('houses.json'),
    ]
    const result = JSON.parse(gradus(args).stdout)
    expect(result.task).toBe('regression')
    expect(result.validation.network.r2).toBeGreaterThan(0.99)
    expect(result.validation.network.mae).toBeLessThan(15)
    writeFileSync(path('new.csv'), 'garden,color,size\nyes,red,100\nno,blue,100\n')
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
        ...['--epochs', '3', '--validation', '0.2', '--model', 'network'],
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
      ...['--epochs', '30', '--lr', '0.02', '--validation', '0.2', '--model', 'network'],
      '--out',
      path('bare.json'),
    ]
    expect(gradus(args).status).toBe(0)
    writeFileSync(path('features.csv'), '0.2,1.4,3.5,5.1\n2.5,6.0,3.3,6.3\n')
    const rows = lines(gradus(['predict', path('bare.json'), path('features.csv')]).stdout)
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['setosa', 'virginica'])
  })
  test('--validation 0 keeps nothing back and says null; --task and --hidden none are obeyed', () => {
    const args = [
      'train',
      path('iris.csv'),
      '--target',
      'sepal_length',
      '--validation',
      '0',
      ...['--model', 'network', '--epochs', '2', '--hidden', 'none'],
    ]
    expect(JSON.parse(gradus([...args, '--json']).stdout)).toMatchObject({
      task: 'regression',
      validation: null,
      rows: { train: 150, validation: 0, test: 0, folds: 0 },
    })
    writeFileSync(path('digits.csv'), 'x,y\n' + Array.from({ length: 40 }, (_, i) => `${i},${i % 2}`).join('\n'))
    const task = (...more: string[]) =>
      JSON.parse(gradus(['train', path('digits.csv'), '--target', 'y', '--model', 'linear', '--folds', '2', '--json', ...more]).stdout).task // oxfmt-ignore
    expect([task(), task('--task', 'regression')]).toEqual(['classification', 'regression'])
  })
  test.each([
    [['--target', 'species', '--exclude', 'id'], /has no column "id"\. Pass --exclude with one of sepal_length, /],
    [['--target', 'color'], /has no column "color"\. Pass --target with one of sepal_length, .*species\.\n$/],
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
  test('a model that is worse than a constant is called so', () => {
    const far = ['--model', 'network', '--optimizer', 'sgd', '--lr', '1000', '--folds', '2', '--epochs', '3']
    const end = (target: string) => gradus(['train', path('iris.csv'), '--target', target, ...far]).stdout
    expect(end('species')).toContain(
      '\n\nThe model is worse than always predicting setosa. Try a smaller --lr, more --epochs, or other columns.\n\nThe model',
    )
    const good = ['train', path('iris.csv'), '--target', 'species', '--model', 'linear', '--folds', '2']
    expect(gradus(good).stdout).not.toContain('worse')
    const noise = Array.from({ length: 40 }, (_, i) => `${i % 2},${Math.floor(i / 2) % 2}.5`)
    writeFileSync(path('noise.csv'), ['x,y', ...noise].join('\n'))
    expect(gradus(['train', path('noise.csv'), '--target', 'y', '--model', 'linear', '--folds', '2']).stdout).toContain(
      '\n\nThe model is worse than always predicting the average. Try other columns.\n',
    )
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
      ...['--model', 'linear', '--validation', '0'],
    ]
    expect(gradus([...args, '--out', path('two.json')]).status).toBe(0)
    const { encoding } = JSON.parse(readFileSync(path('two.json'), 'utf8'))
    expect(encoding.inputs.columns.map((c: { name: string }) => c.name)).toEqual(['petal_length', 'petal_width'])
  })
  test('a place that cannot be written is found before the training', () => {
    const { status, stderr } = gradus(['train', path('iris.csv'), '--target', 'species', '--out', '/proc/none/m.json'])
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^train: --out \/proc\/none\/m\.json cannot be written \(its folder cannot be made\)\. Choose another place\.\n$/,
    )
  })
  test('a target that differs in every row is no class to learn; one validation row has no R²', () => {
    writeFileSync(
      path('dates.csv'),
      'x,day\n' + Array.from({ length: 9 }, (_, i) => `${i},2026-01-0${i + 1}`).join('\n'),
    )
    expect(gradus(['train', path('dates.csv'), '--target', 'day']).stderr).toBe(
      'trainTable: column "day" has 9 different values in 9 rows, so no class occurs twice. Pass another target, or task: \'regression\'.\n',
    )
    writeFileSync(path('five.csv'), 'x,y\n1,1.5\n2,2.5\n3,3.5\n4,4.5\n5,5.5\n')
    const args = ['train', path('five.csv'), '--target', 'y', '--epochs', '1', '--validation', '0.2']
    const { validation, rows } = JSON.parse(gradus([...args, '--json']).stdout)
    expect(rows).toMatchObject({ train: 4, validation: 1 })
    expect(Object.keys(validation.network)).toEqual(['rows', 'loss', 'mae'])
    expect(gradus(args).stdout).toMatch(/\n {16}R² {2}mean absolute error +loss\n {2}network +– /)
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
  const whole = (text: string) => `loadTabular: bad.json is not a complete model. ${text}\n`
  const damaged = (what: string) => whole(`readTableEncoding: the model is damaged: ${what}. Fit the table again.`)
  test('that is not JSON is refused', () => {
    expect(refusal(readFileSync(path('a.json'), 'utf8').slice(0, -20))).toMatch(
      /^loadTabular: bad\.json is not JSON \(.*\)\. Train the model again\.\n$/,
    )
  })
  test.each<[string, (model: ReturnType<typeof good>) => unknown, string]>([
    ['a text for a weight', (m) => (m.network.theta[0][1][2] = 'x'), whole('MLP.fromJSON: theta[0][1][2] is "x", not a finite number. Pass what toJSON gave.')],
    ['no target', (m) => delete m.encoding.target, damaged('the encoding has no "target"')],
    ['one class twice', (m) => (m.encoding.target.classes[1] = 'setosa'), damaged('target.classes[1] is the same as target.classes[0]')],
    ['one column twice', (m) => (m.encoding.inputs.columns[1].name = 'sepal_length'), damaged('inputs.columns[1].name is the same as inputs.columns[0].name')],
    ['no scale', (m) => (m.encoding.inputs.columns[0].scale = 0), damaged('inputs.columns[0].scale is 0, not a number above 0')],
    ['more than a model has', (m) => (m.extra = 1), whole('TabularModel.fromJSON: the model is damaged: it has an unknown key "extra". Train the model again.')],
    ['another format', (m) => (m.format = 'x'), whole('TabularModel.fromJSON: the model has format "x", not "gradus model". Train the model again.')],
    ['another version', (m) => (m.version = 1), whole('TabularModel.fromJSON: the model has version 1, and this version of Gradus reads 2. Train the model again.')],
    ['a column too few', (m) => m.encoding.inputs.columns.pop(), whole('TabularModel.fromJSON: the model is damaged: its network has 4 inputs and 3 outputs, and the columns need 3 and 3. Train the model again.')],
    ['a weight too many', (m) => m.network.theta[0][0].push(1), whole('MLP.fromJSON: theta[0][1] is an array of length 5, not an array of length 6. Pass what toJSON gave.')],
  ])('with %s is refused', (_, change, message) => {
    const model = good()
    change(model)
    expect(refusal(JSON.stringify(model))).toBe(message)
  }) // oxfmt-ignore
  test('that fits no column of the new file says which is missing', () => {
    writeFileSync(path('other.csv'), 'a,b\n1,2\n')
    const { status, stderr } = gradus(['predict', path('a.json'), path('other.csv')])
    expect(status).toBe(1)
    expect(stderr).toMatch(/sepal_length/)
  })
})
