/** The part of a program that makes the data: `inputs`, `targets`, `train`, `validation` and `part`. */
import type { FeatureName, NetworkSettings } from '../network/settings.js'
import { lossFor } from '../training/data-set.js'
import { type ClassesName, GENERATORS, WAVES_REACH } from '../training/generated.js'
import type { DataNews, OwnData } from '../training/messages.js'
import { type Imports, type Lines, number } from './program-text.js'

/** Each feature of a point (x, y), computed as on the page. */
const FORMULAS: Readonly<Record<FeatureName, string>> = {
  x: 'x',
  y: 'y',
  xx: 'x * x',
  yy: 'y * y',
  xy: 'x * y',
  sinx: 'sinPi(x / Math.PI)',
  siny: 'sinPi(y / Math.PI)',
}

const PART =
  'const part = (rows: number[]) => ({ inputs: rows.map((i) => inputs[i]!), targets: rows.map((i) => targets[i]!) })'

export function dataCode(
  settings: NetworkSettings,
  data: DataNews,
  own: Omit<OwnData, 'text'> | undefined,
  imports: Imports,
): Lines {
  return [
    ...examplesCode(settings, data, own, imports),
    inputsCode(settings, data, imports),
    targetsCode(settings, data),
    PART,
  ]
}

/** The lines that make `points`, `labels`, `train` and `validation`. */
function examplesCode(
  settings: NetworkSettings,
  { task }: DataNews,
  own: Omit<OwnData, 'text'> | undefined,
  imports: Imports,
): Lines {
  const { data } = settings
  if (data === 'waves') return wavesCode(settings, imports)
  if (data === 'digits') return digitsCode(settings, imports)
  if (data === 'iris') {
    return tableCode(settings, task, `${imports.of('@gradus/data', 'irisCsv')}()`, { target: 'species' }, imports)
  }
  if (data !== 'own') return generatorCode(settings, data, imports)
  if (own === undefined) throw new Error('Data: the program needs the name of your file. Open the file again.')
  const text = `${imports.of('node:fs', 'readFileSync')}(${JSON.stringify(own.name)}, 'utf8')`
  return tableCode(settings, task, text, own, imports)
}

function splitCode(count: string, labels: string | undefined, { validation, seed }: NetworkSettings, imports: Imports) {
  const split = imports.of('@gradus/data', 'split')
  const rest = labels === undefined ? '' : `, labels: ${labels}`
  return `const { train, validation } = ${split}(${count}, ${number(validation)}, { seed: ${number(seed)}${rest} })`
}

function generatorCode(settings: NetworkSettings, data: ClassesName, imports: Imports): Lines {
  const { name, center, scale } = GENERATORS[data]
  const { count, noise, seed } = settings
  const options = `{ count: ${number(count)}, noise: ${number(noise / scale)}, seed: ${number(seed)} }`
  const moved = (letter: string, by: number) => {
    const difference = by === 0 ? letter : `${letter} - ${by}`
    return Number(scale) === 1 ? difference : `(${difference}) * ${scale}`
  }
  return [
    `const { inputs: places, targets: labels } = ${imports.of('@gradus/data', name)}(${options})`,
    `const points = places.map(([x = 0, y = 0]) => [${moved('x', center[0])}, ${moved('y', center[1])}])`,
    splitCode('points.length', 'labels', settings, imports),
  ]
}

function wavesCode(settings: NetworkSettings, imports: Imports): Lines {
  const sameBits = (name: string) => imports.of('@gradus/engine/same-bits', name)
  const { count, noise, seed } = settings
  return [
    `const random = new ${imports.of('@gradus/nn', 'Random')}(${number(seed)})`,
    `const place = () => random.uniform(-${WAVES_REACH}, ${WAVES_REACH})`,
    `const points = Array.from({ length: ${number(count)} }, () => [place(), place()])`,
    `const labels = points.map(([x = 0, y = 0]) => ${sameBits('sinPi')}((2 / Math.PI) * x) * ${sameBits('cosPi')}((2 / Math.PI) * y) + ${number(noise)} * random.normal())`,
    splitCode('points.length', undefined, settings, imports),
  ]
}

function digitsCode(settings: NetworkSettings, imports: Imports): Lines {
  return [
    `const { inputs: points, targets: labels } = ${imports.of('@gradus/data/digits', 'digits')}()`,
    splitCode('points.length', 'labels', settings, imports),
  ]
}

/** A table is read, divided and encoded as on the page. The encoding of a model that was loaded is written out. */
function tableCode(
  settings: NetworkSettings,
  task: DataNews['task'],
  text: string,
  { target, encoding, decimal }: Omit<OwnData, 'name' | 'text'>,
  imports: Imports,
): Lines {
  const from = (name: string) => imports.of('@gradus/data', name)
  const fitted = (rows: string) => `${from('fitTable')}(table, { target: ${JSON.stringify(target)}${rows} })`
  const isClasses = task === 'classes'
  const given = encoding && `const encoding = ${from('readTableEncoding')}(${JSON.stringify(encoding)})`
  const classes = `${from('encodeTarget')}(table, ${given === undefined ? fitted('') : 'encoding'}.target)`
  return [
    `const table = ${from('parseCsv')}(${text}${decimal === ',' ? ", { decimal: ',' }" : ''})`,
    ...(given === undefined ? [] : [given]),
    ...(isClasses ? [`const classes = ${classes}`] : []),
    splitCode('table.rows.length', isClasses ? 'classes' : undefined, settings, imports),
    ...(given === undefined ? [`const encoding = ${fitted(', rows: train')}`] : []),
    `const points = ${from('encode')}(table, encoding.inputs)`,
    `const labels = ${from('encodeTarget')}(table, encoding.target)`,
  ]
}

function inputsCode({ features }: NetworkSettings, { plane }: DataNews, imports: Imports): string {
  if (plane?.hasFeatures !== true || features.join() === 'x,y') return 'const inputs = points'
  if (features.includes('sinx') || features.includes('siny')) imports.of('@gradus/engine/same-bits', 'sinPi')
  const names = features.map((name) => FORMULAS[name]).join(', ')
  return `const inputs = points.map(([x = 0, y = 0]) => [${names}])`
}

function targetsCode(settings: NetworkSettings, { task, outputs }: DataNews): string {
  const loss = lossFor(settings, { task, outputs })
  const isPlain = task === 'numbers' || loss === 'crossEntropy' || loss === 'binaryCrossEntropyWithLogits'
  if (isPlain) return 'const targets = labels'
  if (outputs.length === 2) return 'const targets = labels.map((k) => (k === 1 ? 1 : -1))'
  return `const targets = labels.map((k) => Array.from({ length: ${outputs.length} }, (_, i) => (i === k ? 1 : -1)))`
}
