/** The data of all cases, made from seeds. */
import { join } from 'node:path'
import { oneHot } from '@gradus/data'
import { readImages } from '@gradus/data/node'
import { type Data, Random } from '@gradus/nn'
import { BATCH, INPUTS, OUTPUTS, ROW } from './by-hand/mnist.js'
import { points } from './work.js'

/** 100 points; a row is x₀, x₁, y. */
export function pointRows(): Float64Array {
  const { inputs, targets } = points()
  return Float64Array.from(inputs.flatMap((x, i) => [...x, targets[i]!]))
}

/** A row is 784 random inputs and 10 targets, one of which is 1. */
export function digitRows(batches: number): Float64Array {
  const random = new Random(3)
  const rows = new Float64Array(batches * BATCH * ROW)
  for (let start = 0; start < rows.length; start += ROW) {
    for (let i = 0; i < ROW - OUTPUTS; i++) rows[start + i] = random.uniform()
    rows[start + ROW - OUTPUTS + random.integer(OUTPUTS)] = 1
  }
  return rows
}

/** The digits of digitRows, an array for each example. */
export function digitData(batches: number): Data {
  const rows = digitRows(batches)
  const part = (i: number, from: number, to: number) => Array.from(rows.subarray(i * ROW + from, i * ROW + to))
  const examples = Array.from({ length: batches * BATCH }, (_, i) => i)
  return { inputs: examples.map((i) => part(i, 0, INPUTS)), targets: examples.map((i) => part(i, INPUTS, ROW)) }
}

/** The first 50,000 training images of MNIST, from a folder with its files. */
export async function mnistData(folder: string): Promise<Data> {
  const file = (what: string) => join(folder, `train-${what}-ubyte.gz`)
  const { inputs, targets } = await readImages(file('images-idx3'), file('labels-idx1'), { count: 50_000 })
  return { inputs, targets: targets.map((digit) => oneHot(digit, OUTPUTS)) }
}

/** The worked example: two inputs and two targets. */
export const WORKED_ROW = Float64Array.of(0.05, 0.1, 0.01, 0.99)

/** Uniform random numbers: the data of the mixture, and the points at which functions are evaluated. */
export function numbers(count: number, seed: number, low = -1, high = 1): Float64Array {
  const random = new Random(seed)
  return Float64Array.from({ length: count }, () => random.uniform(low, high))
}
