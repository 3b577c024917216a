/** Reads a model file: one that the page, `gradus train` or the packages wrote. Gives the settings that show it. */
import { irisCsv, type TableEncoding } from '@gradus/data'
import { type ActivationName, MLP } from '@gradus/nn'
import { type DataName, NETWORK, type NetworkSettings } from '../network/settings.js'
import type { OwnData } from '../training/messages.js'
import { withOneOutput } from './model-file.js'

export interface LoadedModel {
  /** With the weights of the file. */
  readonly settings: NetworkSettings
  /** Its shape, and what it computes, in words. */
  readonly about: string
  /** The table that the model is shown with, if the page has it. */
  readonly own: OwnData | undefined
  /** For a model of another table: the user has to open it. It must go to the worker with this encoding and target. */
  readonly needs: { readonly target: string; readonly encoding: TableEncoding; readonly message: string } | undefined
}

/** What the user does next with a model whose table the page does not have. */
export const OPEN_TABLE = 'Open a table with these columns.'

/** What the page shows when a file is opened. */
export interface Present {
  readonly settings: NetworkSettings
  /** The inputs of the network, and its number of outputs. */
  readonly inputs: number
  readonly outputs: number
  readonly own: OwnData | undefined
}

/**
 * Reads the text of a model file.
 *
 * @throws Error with a message for the user, for a file that is no model, and for a model that the page cannot show
 */
export async function loadModel(text: string, present: Present): Promise<LoadedModel> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Error(`Model: the file is not JSON (${(error as Error).message}). Open the file that gradus train wrote.`, { cause: error }) // oxfmt-ignore
  }
  const format = (json as { format?: unknown } | null)?.format
  if (format === 'gradus mlp') return plainModel(MLP.fromJSON(json), present)
  if (format === 'gradus model') return tableModel(json, present)
  if (format === 'gradus checkpoint' || format === 'gradus training') {
    throw new Error('Model: this is a checkpoint of a run that has not ended. Open the model that it wrote at its end.')
  }
  throw new Error('Model: the file is JSON, but no model of Gradus. Open a file that gradus train or this page wrote.')
}

/** A network without a table goes to the present data, or to data that have its inputs and outputs. */
function plainModel(network: MLP, { settings, inputs, outputs, own }: Present): LoadedModel {
  const [width, units] = [network.sizes[0]!, network.sizes.at(-1)!]
  const shown = shownAs(network, settings)
  const about = (data: DataName) => {
    const [, label] = NETWORK.data.choices.find(([name]) => name === data)!
    return `${network.sizes.join('-')} units, on the data “${label}”. A model file does not say which data it was trained on: if others, choose them first, then open the file again.`
  }
  if (width === inputs && units === outputs) return { settings: shown, about: about(shown.data), own, needs: undefined }
  const data = DATA_OF_SIZE[`${width}-${units}`]
  if (data === undefined) {
    throw new Error(
      `Model: the network has ${width} inputs and ${units} outputs, and the present data need ${inputs} and ${outputs}. Choose its data and its features first, then open it again.`,
    )
  }
  return { settings: { ...shown, data, features: ['x', 'y'] }, about: about(data), own: undefined, needs: undefined }
}

const DATA_OF_SIZE: Readonly<Record<string, DataName>> = {
  '2-1': 'circles',
  '2-3': 'three-blobs',
  '4-3': 'iris',
  '64-10': 'digits',
}

async function tableModel(json: unknown, { settings, own }: Present): Promise<LoadedModel> {
  const { TabularModel } = await import('@gradus/tabular')
  const { encoding, network, image } = TabularModel.fromJSON(json)
  if (image !== undefined) {
    throw new Error(`Model: it was trained on images of ${image.width} × ${image.height} pixels, which this page cannot read.`) // oxfmt-ignore
  }
  const { target, inputs } = encoding
  const isPair = target.task === 'classification' && target.classes.length === 2
  const shown = isPair ? withOneOutput(network) : network
  const next: NetworkSettings = {
    ...shownAs(shown, settings),
    ...{ data: 'own', features: ['x', 'y'], loss: 'auto' },
  }
  const names = [...inputs.columns.map(({ name }) => name), target.name]
  const task = `The model predicts “${target.name}” from ${shortList(inputs.columns.map(({ name }) => name))}.`
  const about = `${shown.sizes.join('-')} units. ${task}`
  const shownWith = (table: OwnData): LoadedModel => ({
    settings: next,
    about: `${about} Its validation examples here may be rows that it was trained on.`,
    own: { ...table, target: target.name, encoding },
    needs: undefined,
  })
  if (own !== undefined && hasColumns(own.text, names)) return shownWith(own)
  const iris = { name: 'iris.csv', text: irisCsv(), target: target.name }
  if (hasColumns(iris.text, names)) return shownWith(iris)
  const message = `${task} ${OPEN_TABLE}`
  return { settings: next, about, own: undefined, needs: { target: target.name, encoding, message } }
}

const shortList = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ')

/** Whether the first line of a text has these names. */
function hasColumns(text: string, names: readonly string[]): boolean {
  const [line = ''] = text.split(/\r?\n/, 1)
  const cells = new Set(line.split(/[,;\t|]/).map((cell) => cell.trim().replace(/^"|"$/g, '')))
  return names.every((name) => cells.has(name))
}

/** The settings that make this network. @throws Error if the page has no such setting */
function shownAs(network: MLP, settings: NetworkSettings): NetworkSettings {
  const activations = network.layers.map(({ activation }) => activation as string)
  const last = activations.pop()!
  if (last !== 'linear') {
    throw new Error(`Model: its output has the activation ${last}, and this page shows networks with a linear output.`)
  }
  const [activation = settings.activation, ...others] = activations
  const other = others.find((name) => name !== activation)
  if (other !== undefined) {
    throw new Error(`Model: its layers have the activations ${activation} and ${other}, and this page shows networks with one.`) // oxfmt-ignore
  }
  const [dropout = 0, ...rates] = network.dropouts.map(({ rate }) => rate)
  return {
    ...settings,
    hidden: NETWORK.hidden.read(network.sizes.slice(1, -1).join(',')),
    activation: NETWORK.activation.read(activation) as ActivationName,
    dropout: rates.every((rate) => rate === dropout) ? dropout : 0,
    weights: network.parameters().map((p) => p.data),
  }
}
