/**
 * The network of the page as a TypeScript program. If the settings alone lead to its weights, the program trains it again
 * and gets the same bits; otherwise it has the weights. Rows of the user are read from their file.
 */
import type { NetworkSettings } from '../network/settings.js'
import { lossFor } from '../training/data-set.js'
import type { DataNews, OwnData, RunNews } from '../training/messages.js'
import { MOMENTUM } from '../training/recipe.js'
import { dataCode } from './program-data.js'
import { Imports, type Lines, list, number } from './program-text.js'

/** What the program is made of. The weights come from the run, not from the settings. */
export interface ProgramParts {
  readonly settings: NetworkSettings
  readonly data: DataNews
  readonly run: Pick<RunNews, 'epoch' | 'parameters' | 'isReproducible'>
  /** The file of the user, without its rows. */
  readonly own?: Omit<OwnData, 'text'>
}

/** The text of the program. */
export function programOf({ settings, data, run, own }: ProgramParts): string {
  const imports = new Imports()
  const { isReproducible, epoch, parameters } = run
  const loss = lossFor(settings, data)
  const lines = [...dataCode(settings, data, own, imports), '', ...modelCode(settings, data, imports)]
  if (!isReproducible) lines.push(...weightsCode(parameters))
  if (isReproducible && epoch > 0) lines.push('', ...trainingCode(settings, data, epoch, imports))
  const evaluate = imports.of('@gradus/nn', 'evaluate')
  lines.push('', `console.log('loss:', ${evaluate}(model, part(train), '${loss}'))`)
  lines.push('for (const i of train.slice(0, 3)) console.log(model.predict(inputs[i]!), targets[i])')
  const passes = epoch === 1 ? '1 pass' : `${epoch} passes`
  const about = !isReproducible
    ? '// It has the weights of the page, because these do not follow from the settings alone.'
    : epoch === 0
      ? '// The network is not trained yet. It has the first weights of the page, with the same bits.'
      : `// It trains the network for ${passes} over the data, with the same bits as the page.`
  return [
    '// A network of the Gradus playground. Save this text as network.mts, and install the packages that it imports:',
    `//   npm install ${imports.packages.join(' ')}`,
    '//   npx tsx network.mts',
    about,
    ...imports.lines,
    '',
    ...lines,
    '',
  ].join('\n')
}

function modelCode(settings: NetworkSettings, { sizes }: DataNews, imports: Imports): Lines {
  const { activation, init, dropout, seed } = settings
  const rate = dropout > 0 && sizes.length > 2 ? `, dropout: ${number(dropout)}` : ''
  const options = `{ activation: '${activation}', init: '${init}', seed: ${number(seed)}${rate} }`
  return [`const model = new ${imports.of('@gradus/nn', 'MLP')}(${list(sizes)}, ${options})`]
}

const weightsCode = (weights: ArrayLike<number>): Lines => [
  '// The weights of the page, unit by unit: those of its inputs, then the bias.',
  `const weights = ${list(weights)}`,
  'model.parameters().forEach((p, i) => (p.data = weights[i]!))',
]

function trainingCode(settings: NetworkSettings, data: DataNews, epochs: number, imports: Imports): Lines {
  const { batch, l1, l2, seed } = settings
  const options = [
    `loss: '${lossFor(settings, data)}'`,
    `optimizer: ${optimizerCode(settings, imports)}`,
    `epochs: ${epochs}`,
    `batchSize: ${number(batch)}`,
    `seed: ${number(seed)}`,
    ...(l1 > 0 ? [`l1: ${number(l1)}`] : []),
    ...(l2 > 0 ? [`l2: ${number(l2)}`] : []),
    ...(data.validation.length > 0 ? ['validationData: part(validation)'] : []),
  ]
  return [
    `const history = await ${imports.of('@gradus/nn', 'fit')}(model, part(train), {`,
    ...options.map((option) => `  ${option},`),
    '})',
    'console.log(history.epochs.at(-1))',
  ]
}

function optimizerCode({ optimizer, rate }: NetworkSettings, imports: Imports): string {
  const classes = {
    sgd: ['SGD', ''],
    momentum: ['SGD', `, momentum: ${MOMENTUM}`],
    nesterov: ['SGD', `, momentum: ${MOMENTUM}, nesterov: true`],
    adagrad: ['Adagrad', ''],
    rmsprop: ['RMSProp', ''],
    adam: ['Adam', ''],
    adamw: ['AdamW', ''],
  } as const
  const [name, rest] = classes[optimizer]
  return `new ${imports.of('@gradus/nn', name)}(model.parameters(), { lr: ${number(rate)}${rest} })`
}
