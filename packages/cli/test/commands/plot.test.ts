import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { iris, irisCsv } from '@gradus/data'
import { TabularModel } from '@gradus/tabular'
import { bash, gradus, idx, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(['plot', ...args], directory())
const svgOf = (...args: string[]) => run(...args, '--svg', '-').stdout
const train = (out: string, ...args: string[]) => gradus(['train', ...args, '--epochs', '5', '--out', out], directory())
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, content]) => content!)

beforeAll(() => {
  writeFileSync(path('iris.csv'), irisCsv())
  train('model.json', 'iris.csv', '--target', 'species', '--model', 'network', '--validation', '0.2')
  const linear = ['--target', 'sepal_length', '--exclude', 'species', '--model', 'linear', '--folds', '2']
  gradus(['train', 'iris.csv', ...linear, '--out', 'number.json'], directory())
  }) // oxfmt-ignore

test('SVG and PNG are written together, in the size and theme that are asked for', () => {
  const { status, stdout, stderr } = run(
    ...['function', 'tanh(x)', 'x=-3..3', '--svg', 'f.svg', '--png', 'f.png', '--scale', '2'],
    ...['--width', '300', '--height', '250', '--theme', 'dark', '--title', 'mine'],
  )
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: 'The plot is in f.svg.\nThe plot is in f.png.\n',
    stderr: '',
  })
  const svg = readFileSync(path('f.svg'), 'utf8')
  expect(svg).toMatch(/^<svg[^>]* width="300"/)
  expect(svg).toContain('#0d1117')
  expect(textsOf(svg)).toContain('mine')
  const png = readFileSync(path('f.png'))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBe(600)
})
test('characters that the font of PNG lacks are named', () => {
  expect(run('function', 'x', 'x=0..1', '--png', 'c.png', '--title', '漢漢字').stderr).toBe(
    'The font of PNG images does not have 漢 字. c.png shows boxes instead.\n',
  )
})

describe('gradus plot function', () => {
  test('draws the function, and with --derivatives two more curves', () => {
    expect(textsOf(svgOf('function', '-x^2', 'x=-1..1'))).not.toContain('f′')
    const texts = textsOf(svgOf('function', '-x^2 * a', 'x=-pi..2*pi', 'a=3', '--derivatives'))
    expect(texts).toEqual(expect.arrayContaining(['f(x) = -x^2 * a, a = 3', 'f', 'f′', 'f″']))
    expect(svgOf('function', '-x^2 * a', 'x=-pi..2*pi', 'a=3')).toContain(`from ${-Math.PI} to ${2 * Math.PI}`)
  })
})

describe('gradus plot loss', () => {
  const epochs = [[1.5, 2], [0.5, 1], [0.25, 'NaN'], [null, 1.25]].map(([loss, validationLoss], i) => ({ epoch: i + 7, loss, validationLoss, lr: 1 })) // oxfmt-ignore
  test.each([
    ['the history of fit', { epochs, ended: 'epochs' }],
    ['what a command printed', { task: 'classification', history: { epochs, ended: 'early' } }],
  ])('reads %s', (_, json) => {
    writeFileSync(path('h.json'), JSON.stringify(json))
    const texts = textsOf(svgOf('loss', 'h.json'))
    expect(texts).toEqual(expect.arrayContaining(['training', 'validation', 'best: epoch 8, 1']))
    expect(texts.join(' ')).toContain('2 NaN (×), of 8 values')
  })
  test('--log has a logarithmic axis', () => {
    writeFileSync(path('h.json'), JSON.stringify({ epochs: [1, 0.1, 0.001].map((loss, i) => ({ epoch: i + 1, loss })) })) // oxfmt-ignore
    const axis = (...args: string[]) => textsOf(svgOf('loss', 'h.json', ...args))
    expect(axis('--log')).toContain('0.01')
    expect(axis()).not.toContain('0.01')
    expect(axis()).not.toContain('validation')
  })
  test('--metric plots a metric, of which the best epoch is the highest', () => {
    const epochs = [0.5, 0.75, 0.5].map((accuracy, i) => ({
      ...{ epoch: i + 1, loss: 1, metrics: { accuracy: 0.9, own: i }, validationMetrics: { accuracy } },
    }))
    writeFileSync(path('h.json'), JSON.stringify({ epochs }))
    const texts = textsOf(svgOf('loss', 'h.json', '--metric', 'accuracy'))
    expect(texts).toEqual(expect.arrayContaining(['accuracy', 'validation', 'best: epoch 2, 0.75']))
    expect(textsOf(svgOf('loss', 'h.json', '--metric', 'own')).join()).not.toMatch(/best|validation/)
    expect(run('loss', 'h.json', '--metric', 'acuracy', '--svg', 'a.svg')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'plot loss: --metric acuracy is not in h.json. Did you mean accuracy? Pass one of accuracy, own.\n',
    })
  })
  test.each([
    ['model.json', 'has no history of a network'],
    ['iris.csv', 'is not JSON (Unexpected token'],
    ['none.json', 'cannot be read (ENOENT'],
  ])('%s is a failure that says what to pass', (file, what) => {
    const { status, stderr } = run('loss', file, '--svg', 'a.svg')
    expect(status).toBe(1)
    expect(stderr.startsWith(`plot loss: ${file} ${what}`)).toBe(true)
    expect(stderr).toMatch(/\. Pass what gradus train --json prints, or the history of fit as JSON\.\n$/)
  })
})

describe('gradus plot regions', () => {
  const axes = ['--x', 'petal_length', '--y', 'petal_width']
  test('has axes in the units of the table, the other features at their mean, and counts what the plane gets right', () => {
    const { status, stderr } = run('regions', 'model.json', 'iris.csv', ...axes, '--svg', 'r.svg')
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'At their mean: sepal_length, sepal_width.\n' })
    const texts = textsOf(readFileSync(path('r.svg'), 'utf8'))
    expect(texts).toEqual(expect.arrayContaining(['petal_length', 'petal_width', 'setosa', 'versicolor', 'virginica']))

    const { inputs, targets, classNames } = iris
    const mean = (j: number) => inputs.reduce((sum, row) => sum + row[j]!, 0) / inputs.length
    const model = TabularModel.fromJSON(JSON.parse(readFileSync(path('model.json'), 'utf8')))
    const rows = inputs.map((row) => ({ sepal_length: mean(0), sepal_width: mean(1), petal_length: row[2]!, petal_width: row[3]! })) // oxfmt-ignore
    const right = model.predict(rows).filter(({ prediction }, i) => prediction === classNames[targets[i]!]).length
    expect(texts.join(' ')).toContain(`${right} of 150 points are in the region of their class`)
  })
  test('a model of two columns needs no axes; a row with a missing cell lies at the average', () => {
    writeFileSync(path('two.csv'), `u,v,class\n${[...'aabbab'].map((c, i) => `${c === 'a' ? i : 9 - i},${i % 2 || ''},${c}`).join('\n')}\n`) // oxfmt-ignore
    train('two.json', 'two.csv', '--target', 'class', '--model', 'network', '--validation', '0')
    const { status, stderr } = run('regions', 'two.json', 'two.csv', '--svg', 'r.svg')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const svg = readFileSync(path('r.svg'), 'utf8')
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['u', 'v']))
    expect(svg).not.toContain('NaN')
    expect(textsOf(svgOf('regions', 'two.json', 'two.csv', '--x', 'v'))).toEqual(expect.arrayContaining(['u', 'v']))
  })
  test.each([
    [2, ['--x', 'petal_lenght', '--y', 'petal_width'], 'plot regions: --x petal_lenght is not a column of numbers of the model. Did you mean petal_length? Pass one of sepal_length, sepal_width, petal_length, petal_width.\n'],
    [2, ['--x', 'petal_length'], 'plot regions: --y is missing. Pass one of sepal_length, sepal_width, petal_length, petal_width.\n'],
    [2, ['--x', 'petal_length', '--y', 'petal_length'], 'plot regions: --x and --y are both petal_length. Pass two columns.\n'],
  ])('is refused: %d %j', (status, args, stderr) => {
    expect(run('regions', 'model.json', 'iris.csv', ...args, '--svg', 'a.svg')).toEqual({ status, stdout: '', stderr })
  }) // oxfmt-ignore
})

describe('gradus plot confusion', () => {
  test('has the counts of the predictions', () => {
    const predictions = JSON.parse(gradus(['predict', 'model.json', 'iris.csv', '--json'], directory()).stdout)
    const right = predictions.filter(({ prediction }: { prediction: string }, i: number) => prediction === iris.classNames[iris.targets[i]!]).length // oxfmt-ignore
    const texts = textsOf(svgOf('confusion', 'model.json', 'iris.csv'))
    expect(texts.join(' ')).toContain(`${right} of 150 right`)
    expect(texts).toEqual(expect.arrayContaining([...iris.classNames]))
  })
  test.each([['confusion'], ['regions', '--x', 'petal_length', '--y', 'petal_width']])(
    '%s reads a file that is written in another way, also from stdin',
    (...args) => {
      const german = irisCsv().replaceAll(',', ';').replaceAll('.', ',')
      writeFileSync(path('iris.de.csv'), german)
      const [kind, ...axes] = args
      const svg = svgOf(kind!, 'model.json', 'iris.csv', ...axes)
      expect(svgOf(kind!, 'model.json', 'iris.de.csv', ...axes, '--decimal', ',')).toBe(svg)
      const { stdout } = bash(
        `$gradus plot ${kind} model.json - ${axes.join(' ')} --decimal , --svg - < iris.de.csv`,
        directory(),
      )
      expect(stdout).toBe(svg)
    },
  )
  test.each(['confusion', 'regions'])('%s refuses a model that predicts a number', (kind) => {
    expect(run(kind, 'number.json', 'iris.csv', '--svg', 'a.svg')).toEqual({
      status: 1,
      stdout: '',
      stderr: `plot ${kind}: number.json predicts a number, sepal_length, not a class. Pass a classifier.\n`,
    })
  })
})

describe('gradus plot weights', () => {
  test('draws a layer as a matrix, without the biases, and names the inputs', () => {
    const { stdout } = run('weights', 'model.json', '--svg', '-')
    expect(textsOf(stdout)).toEqual(expect.arrayContaining(['sepal_length', 'petal_width']))
    expect(stdout).toContain('16 units with 4 inputs each.')
    const last = svgOf('weights', 'model.json', '--layer', '2')
    expect(last).toContain('3 units with 16 inputs each.')
    expect(textsOf(last)).toEqual(expect.arrayContaining(['Weights of layer 2 of 2', 'setosa', 'virginica']))
  })
  test('draws the first layer of a model of images as images', () => {
    writeFileSync(
      path('images'),
      idx(
        [8, 2, 3],
        Array.from({ length: 48 }, (_, i) => (i * 37) % 256),
      ),
    )
    writeFileSync(path('labels'), idx([8], [0, 1, 0, 1, 0, 1, 0, 1]))
    train('digits.json', '--idx', 'images', 'labels', '--hidden', '2', '--model', 'network', '--validation', '0')
    const { stdout, stderr } = run('weights', 'digits.json', '--svg', '-')
    expect(stderr).toBe('')
    expect(textsOf(stdout)).toEqual(expect.arrayContaining(['unit 1', 'unit 2']))
    expect(textsOf(svgOf('weights', 'digits.json', '--layer', '2'))).not.toContain('unit 1') // a matrix
  })
  test('refuses a layer that is not there', () => {
    expect(run('weights', 'model.json', '--layer', '3', '--svg', 'a.svg')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'plot weights: --layer 3 is not a layer of the model. Pass 1 to 2.\n',
    })
  })
})

describe('wrong use exits with 2 and says why', () => {
  test.each([
    ['functon x', "error: unknown command 'functon'\n(Did you mean function?)\n(--help shows how to use it)\n"],
    ['function x x=0..1', 'plot function: there is no output. Pass --svg FILE or --png FILE.\n'],
    ['function x x=0..1 --png -', 'plot function: --png - would print bytes. Pass a file name.\n'],
    ['function x x=0..1 --svg a.svg --scale 2', 'plot function: --scale is for a PNG image. Pass --png FILE too.\n'],
    ['function x x=0..1 --png a.png --theme page', 'plot function: --theme page is for SVG, and --png makes an image. Pass --theme light or dark.\n'],
    ['function x x=0..1 --svg a.svg --theme drak', "error: option '--theme <name>' argument 'drak' is invalid. Allowed choices are light, dark, page. Did you mean dark?\n(--help shows how to use it)\n"],
    ['function x x=0..1 --svg a.svg --widht 300', "error: unknown option '--widht'\n(Did you mean --width?)\n(--help shows how to use it)\n"],
    ['function x x=0..1 --svg a.svg --width 100', "error: option '--width <pixels>' argument '100' is invalid. Pass a whole number, 200 to 4000.\n(--help shows how to use it)\n"],
    ['function x*y y=1 --svg a.svg', 'plot function: no variable has a range. Write one as NAME=LOW..HIGH, such as x=-3..3.\n'],
    ['function x*y y=0..1 x=0..1 --svg a.svg', 'plot function: y and x both have a range. Give one of them a value.\n'],
    ['function x x=1..1 --svg a.svg', 'plot function: the range in "x=1..1" is empty or infinite. Write NAME=LOW..HIGH, such as x=-3..3.\n'],
    ['function x x=1..two --svg a.svg', 'plot function: the upper end in "x=1..two" is not a number. Write a number, such as -2.5 or pi/2.\n'],
    ['function x*y x=0..1 --svg a.svg', 'plot function: y has no value at column 3. Give it one, such as y=3:\n  x*y\n    ^\n'],
  ])('%s', (line, stderr) => expect(run(...line.split(' '))).toEqual({ status: 2, stdout: '', stderr })) // oxfmt-ignore
  test('no kind of plot prints the help', () => {
    const { status, stderr } = run()
    expect(status).toBe(2)
    expect(stderr).toContain('Examples:\n  gradus plot function')
  })
})
