/** The file that `gradus train` writes and `gradus predict` reads: network, scaling and class names in one JSON object. */
import { readFile } from 'node:fs/promises'
import type { Encoding, TargetEncoding } from '@gradus/data'
import { encodingWidth } from '@gradus/data'
import type { ActivationName } from '@gradus/nn'
import { activations, MLP } from '@gradus/nn'
import { z } from 'zod'

const FORMAT = 'gradus model'
const VERSION = 1

/** In pixels. */
export interface ImageSize {
  width: number
  height: number
}

/** The target, and for a classifier how its outputs become probabilities: together, or each by itself. */
export type ModelTarget =
  | Extract<TargetEncoding, { task: 'regression' }>
  | (Extract<TargetEncoding, { task: 'classification' }> & { probabilities: 'softmax' | 'sigmoid' })

export interface TrainedModel {
  /** Whether the training file had a header. */
  header: boolean
  features: Encoding
  /** The size of the images that were learned from; the features are then their pixels. */
  image?: ImageSize
  target: ModelTarget
  activation: ActivationName
  model: MLP
}

const activation = z.enum(Object.keys(activations) as [ActivationName, ...ActivationName[]])
const name = z.string().min(1)
const scale = z.number().positive()

const distinct = <T extends z.ZodType<unknown[]>>(list: T): T =>
  list.refine((xs) => new Set(xs).size === xs.length, 'two entries are the same')

const size = z.number().int().positive()

const schema = z
  .strictObject({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    header: z.boolean(),
    features: z.strictObject({
      columns: z
        .array(
          z.discriminatedUnion('kind', [
            z.strictObject({ name, kind: z.literal('number'), mean: z.number(), scale }),
            z.strictObject({ name, kind: z.literal('text'), values: distinct(z.array(z.string()).min(1)) }),
          ]),
        )
        .min(1)
        .refine((columns) => new Set(columns.map((c) => c.name)).size === columns.length, 'two columns have one name'),
      ignored: z.array(z.strictObject({ name, why: z.string() })),
      missing: z.array(z.strictObject({ name, count: z.number().int().positive() })),
    }),
    image: z.strictObject({ width: size, height: size }).optional(),
    target: z.discriminatedUnion('task', [
      z.strictObject({
        task: z.literal('classification'),
        name,
        classes: distinct(z.array(z.string()).min(2)),
        probabilities: z.enum(['softmax', 'sigmoid']).default('softmax'),
      }),
      z.strictObject({ task: z.literal('regression'), name, mean: z.number(), scale }),
    ]),
    network: z.strictObject({ activation, theta: z.array(z.array(z.array(z.number()).min(2)).min(1)).min(1) }),
  })
  .refine(
    ({ image, features: { columns } }) =>
      image === undefined ||
      (columns.length === image.width * image.height && columns.every(({ kind }) => kind === 'number')),
    { path: ['image'], message: 'its pixels are not the columns' },
  )

export function modelToJson({ header, features, image, target, activation, model }: TrainedModel): string {
  const network = { activation, theta: model.theta() }
  return `${JSON.stringify({ format: FORMAT, version: VERSION, header, features, image, target, network })}\n`
}

/** How many outputs the network of a target has. */
export const outputsFor = (target: TargetEncoding): number =>
  target.task === 'classification' ? target.classes.length : 1

/**
 * Reads and checks a model file.
 *
 * @throws Error that says what is wrong with the file
 */
export async function readModel(path: string): Promise<TrainedModel> {
  const refuse = (why: string) => new Error(`predict: ${path} ${why}. Train the model again.`)
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(`is damaged: it is not JSON (${error.message})`)
    throw new Error(
      `predict: ${path} cannot be read (${(error as Error).message}). Pass a file that gradus train wrote.`,
    )
  }
  const head = z.looseObject({ format: z.literal(FORMAT), version: z.number() }).safeParse(json)
  if (!head.success) throw refuse('is no model of gradus')
  if (head.data.version !== VERSION)
    throw refuse(`has version ${head.data.version}, and this gradus reads version ${VERSION}`)
  const parsed = schema.safeParse(json)
  if (!parsed.success) {
    const { path: at, message } = parsed.error.issues[0]!
    throw refuse(`is damaged at ${at.join('.') || 'the top'}: ${message}`)
  }
  const { header, features, image, target, network } = parsed.data
  const [wantedInputs, wantedOutputs] = [encodingWidth(features), outputsFor(target)]
  const { theta } = network
  const [inputs, outputs] = [theta[0]![0]!.length - 1, theta.at(-1)!.length]
  if (inputs !== wantedInputs || outputs !== wantedOutputs) {
    throw refuse(
      `has a network of the wrong shape, ${inputs} inputs and ${outputs} outputs for ${wantedInputs} features and ${wantedOutputs} targets`,
    )
  }
  try {
    const model = MLP.fromTheta(theta, { activation: network.activation })
    return {
      header,
      features,
      ...(image === undefined ? {} : { image }),
      target,
      activation: network.activation,
      model,
    }
  } catch (error) {
    throw refuse(`has a network of the wrong shape (${(error as Error).message})`)
  }
}
