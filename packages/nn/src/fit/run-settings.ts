/** What must be the same for a run to continue with the same bits. */
import type { Run } from './run.js'
import { MLP } from '../model/mlp.js'
import type { DataLike, Model } from '../model/model.js'

/** The keys are the names that errors use. */
export type Settings = Record<string, number | boolean | string>

export function settingsOf(run: Run): Settings {
  const { optimizer, penalty, clip, plateau, stopping, validation } = run
  const named = (name: string, settings: Settings | undefined = {}): Settings =>
    Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${name}.${key}`, value]))
  return {
    ...modelSettings(run.model),
    loss: run.lossName,
    optimizer: optimizer.constructor.name,
    ...named('optimizer', optimizer.settings),
    seed: run.seed,
    examples: run.train.inputs.length,
    batchSize: run.batchSize,
    shuffle: run.shuffle,
    l1: penalty.l1,
    l2: penalty.l2,
    regularizeBiases: penalty.biases,
    clipNorm: clip.norm ?? 'none',
    clipValue: clip.value ?? 'none',
    schedule: run.schedule === undefined ? 'none' : 'a function',
    reduceOnPlateau: plateau !== undefined,
    ...named('reduceOnPlateau', plateau),
    earlyStopping: stopping !== undefined,
    ...named('earlyStopping', stopping),
    metrics: run.metrics.map(([name]) => name).join(', '),
    mode: run.mode === 'eager' ? 'eager' : 'compiled',
    precision: run.precision,
    threads: run.threads,
    'training data': fingerprint(run.train),
    'validation data': validation === undefined ? 'none' : fingerprint(validation),
  }
}

/** About a model that is not an MLP we know only its class. */
function modelSettings(model: Model): Settings {
  if (!(model instanceof MLP)) return { model: model.constructor.name }
  return {
    model: 'MLP',
    'model.sizes': model.sizes.join('-'),
    'model.activations': model.layers.map((layer) => layer.activation).join(', '),
    'model.dropout': model.dropouts.map(({ rate }) => rate).join(', '),
  }
}

/** A 64-bit fingerprint of all numbers of the data and their order (FNV-1a, twice, with different offsets). */
function fingerprint({ inputs, targets }: DataLike): string {
  let [a, b] = [0x811c9dc5, 0x9dc5811c]
  const double = new Float64Array(1)
  const words = new Uint32Array(double.buffer)
  const mix = (word: number) => {
    a = Math.imul(a ^ word, 0x01000193)
    b = Math.imul(b ^ (word >>> 16) ^ (word << 16), 0x01000193)
  }
  const mixNumber = (x: number) => {
    double[0] = x
    mix(words[0]!)
    mix(words[1]!)
  }
  const mixList = (xs: ArrayLike<number>) => {
    mixNumber(xs.length)
    for (let i = 0; i < xs.length; i++) mixNumber(xs[i]!)
  }
  for (let i = 0; i < inputs.length; i++) {
    mixList(inputs[i]!)
    const target = targets[i]!
    if (typeof target === 'number') mixNumber(target)
    else mixList(target)
  }
  return [a, b].map((x) => (x >>> 0).toString(16).padStart(8, '0')).join('')
}
