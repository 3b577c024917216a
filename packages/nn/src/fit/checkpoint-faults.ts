/** Checks every value, length and range of a checkpoint before anything is changed. Its origin is unknown. */
import type { Progress } from './checkpoint.js'
import { decode, type Saved } from './saved-number.js'

type Json = Record<string, unknown>

const isObject = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x)
const isNumber = (x: unknown): x is number => typeof x === 'number'
const isFinite = (x: unknown): x is number => Number.isFinite(x)
const isCount = (x: unknown): x is number => Number.isSafeInteger(x) && (x as number) >= 0
const isRate = (x: unknown): boolean => isFinite(x) && x >= 0
const isList = (x: unknown, fits: (entry: unknown, i: number) => boolean): x is unknown[] =>
  Array.isArray(x) && x.every(fits)

/** Returns the path of the first part that `fit` would not have saved, such as "progress.order", or undefined. */
export function checkpointFault(checkpoint: unknown): string | undefined {
  const { parameters, optimizer, random, progress, settings } = decode(checkpoint as Saved<Json>)
  if (!isObject(settings)) return 'settings'
  const { examples, batchSize } = settings
  if (!isCount(examples) || examples < 1) return 'settings.examples'
  if (!isCount(batchSize) || batchSize < 1) return 'settings.batchSize'
  if (!isList(parameters, isFinite)) return 'parameters'
  if (!isObject(optimizer)) return 'optimizer'
  const part = Object.entries(optimizer).find(([, x]) => !isNumber(x) && !isList(x, isNumber))
  if (part !== undefined) return `optimizer.${part[0]}`
  const isWord = (x: unknown) => Number.isInteger(x) && (x as number) >= -(2 ** 31) && (x as number) < 2 ** 32
  // A generator whose state is all zeros would only give zeros.
  if (!isList(random, isWord) || random.length !== 4 || random.every((x) => x === 0)) return 'random'
  if (!isObject(progress)) return 'progress'
  const fault = progressFault(progress, {
    examples,
    batches: Math.ceil(examples / batchSize),
    parameters: parameters.length,
  })
  return fault === undefined ? undefined : `progress.${fault}`
}

interface Sizes {
  examples: number
  batches: number
  parameters: number
}

function progressFault(progress: Json, { examples, batches, parameters }: Sizes): keyof Progress | undefined {
  const { epoch, batch, order, norms, records, best, plateau, rate } = progress as Record<keyof Progress, unknown>
  if (!isCount(epoch) || epoch < 1) return 'epoch'
  if (!isList(order, (x) => isCount(x) && x < examples)) return 'order'
  if (order.length !== 0 && (order.length !== examples || new Set(order).size !== examples)) return 'order'
  if (!isCount(batch) || batch > (order.length === 0 ? 0 : batches)) return 'batch'
  if (!isNumber(norms) || norms < 0) return 'norms'
  if (!isList(records, isRecord) || records.length !== epoch - 1) return 'records'
  if (best !== null && !(isObject(best) && isBest(best, epoch, parameters))) return 'best'
  if (!isObject(plateau) || !isCount(plateau.since) || !isShare(plateau.factor)) return 'plateau'
  if (plateau.loss !== null && !isFinite(plateau.loss)) return 'plateau'
  if (!isObject(rate) || ![rate.given, rate.base, rate.now].every(isRate)) return 'rate'
  if (!areFactors(rate.factors) || !areFactors(rate.since)) return 'rate'
  if (rate.since.schedule === 0 || rate.since.plateau === 0) return 'rate'
  return undefined
}

const isShare = (x: unknown): boolean => isFinite(x) && x >= 0 && x <= 1
const areFactors = (x: unknown): x is Json => isObject(x) && isRate(x.schedule) && isShare(x.plateau)

const isBest = ({ loss, epoch, parameters }: Json, under: number, count: number): boolean =>
  isFinite(loss) &&
  isCount(epoch) &&
  epoch >= 1 &&
  epoch < under &&
  isList(parameters, isFinite) &&
  parameters.length === count

function isRecord(record: unknown, i: number): boolean {
  if (!isObject(record)) return false
  const { epoch, loss, validationLoss, metrics, validationMetrics, lr, gradientNorm } = record
  const areMetrics = (x: unknown) => x === undefined || (isObject(x) && Object.values(x).every(isNumber))
  return (
    epoch === i + 1 &&
    isFinite(loss) &&
    (validationLoss === undefined || isFinite(validationLoss)) &&
    areMetrics(metrics) &&
    areMetrics(validationMetrics) &&
    isRate(lr) &&
    isNumber(gradientNorm) &&
    !(gradientNorm < 0)
  )
}
