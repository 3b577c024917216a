/**
 * What `fit` adds to the compiled steps: it shuffles, copies examples, measures the training data after each epoch, and lets
 * others work. An epoch of `fit` and the same steps alone take turns, and in the end both must have the same parameters.
 */
import type { CompiledStep, Precision } from '@gradus/compile'
import { type Data, fit, type FitOptions, MLP, Random, SGD } from '@gradus/nn'
import { BATCH, HIDDEN, INPUTS, OUTPUTS, ROW } from './by-hand/mnist.js'
import { median } from './median.js'
import { mustMatch } from './must-match.js'
import { digitNet } from './scalar/nets.js'
import { compileNet } from './scalar/train.js'

export interface FitRow {
  what: string
  /** Examples per second. */
  steps: number
  fit: number
  /** fit / steps */
  ratio: number
  /** The smallest ratio that we accept. */
  atLeast?: number
}

const RATE = 0.1
/** Epochs before the measurement, in which JavaScript is optimized. */
const WARM_UP = 3

export async function fitRows(data: Data, epochs: number): Promise<FitRow[]> {
  const onEpoch = () => true // `fit` must expect that it changes the data
  return [
    await fitRow('784-30-10, batch 10, f64', data, epochs, { precision: 'f64' }, 0.743),
    await fitRow('784-30-10, batch 10, f32', data, epochs, { precision: 'f32' }, 0.702),
    await fitRow('the same with onEpoch, f64', data, epochs, { precision: 'f64', onEpoch }),
    await fitRow('the same with onEpoch, f32', data, epochs, { precision: 'f32', onEpoch }),
    await fitRow('the same with accuracy, f64', data, epochs, { precision: 'f64', metrics: ['accuracy'] }),
    await fitRow('the same with accuracy, f32', data, epochs, { precision: 'f32', metrics: ['accuracy'] }),
  ]
}

async function fitRow(
  what: string,
  data: Data,
  epochs: number,
  options: Partial<FitOptions> & { precision: Precision },
  atLeast?: number,
): Promise<FitRow> {
  const count = data.inputs.length
  const model = new MLP([INPUTS, HIDDEN, OUTPUTS], { activation: 'sigmoid' })
  const net = digitNet()
  const { compiled } = compileNet(net, new Float64Array(0), options.precision)
  const runSteps = stepsOf(compiled, data, options.precision)
  const times: { fit: number; steps: number }[] = []
  let start = performance.now()
  const takeTurns = () => {
    const fit = performance.now() - start
    const before = performance.now()
    runSteps()
    times.push({ fit, steps: performance.now() - before })
    start = performance.now()
  }
  await fit(model, data, {
    ...options,
    loss: 'sigmoidCrossEntropy',
    optimizer: new SGD(model.parameters(), { lr: RATE }),
    epochs: WARM_UP + epochs,
    batchSize: BATCH,
    l2: net.l2 * count,
    schedule: (epoch) => {
      if (epoch > 0) takeTurns() // after each epoch
      else start = performance.now()
      return 1
    },
  })
  takeTurns()
  compiled.readParameters()
  const tolerance = options.precision === 'f64' ? 1e-9 : 1e-3
  const numbers = [net.parameters, model.parameters()].map((list) => list.map((p) => p.data))
  mustMatch(`fit, ${what}`, numbers[0]!, numbers[1]!, tolerance)
  const timed = times.slice(WARM_UP)
  return {
    what,
    steps: (count * 1000) / median(timed.map(({ steps }) => steps)),
    fit: (count * 1000) / median(timed.map(({ fit }) => fit)),
    ratio: median(timed.map(({ fit, steps }) => steps / fit)),
    ...(atLeast === undefined ? {} : { atLeast }),
  }
}

/** An epoch of steps alone, in the orders that `fit` draws. Input and target of an example follow each other in one array. */
function stepsOf(compiled: CompiledStep, { inputs, targets }: Data, precision: Precision): () => void {
  const rows = new (precision === 'f64' ? Float64Array : Float32Array)(inputs.length * ROW)
  inputs.forEach((x, i) => {
    rows.set(x, i * ROW)
    rows.set(targets[i] as number[], i * ROW + INPUTS)
  })
  const random = new Random(1) // the default seed of `fit`
  const all = inputs.map((_, i) => i)
  return () => {
    const order = random.shuffled(all)
    for (let start = 0; start < order.length; start += BATCH) {
      compiled.evaluate(Math.min(BATCH, order.length - start), (row, numbers, at) => {
        const from = order[start + row]! * ROW
        numbers.set(rows.subarray(from, from + ROW), at)
      })
      compiled.apply(1, [RATE])
    }
  }
}
