/** The linear model is where its loss is smallest: the gradient of the loss and of L2 add up to 0 there. */
import { expect, test } from '@jest/globals'
import { type Data, Random } from '@gradus/nn'
import { trainLinear } from '../src/candidates.js'
import { checkLearning } from '../src/options.js'

const random = new Random(8)
const inputs = Array.from({ length: 70 }, () => [random.normal(), random.normal(), random.normal()])
const n = inputs.length
const sum = (xs: readonly number[]) => xs.reduce((s, x) => s + x, 0)

test.each(['mse', 'mae', 'huber'] as const)(
  'least squares with λ = 1, whatever loss is validated: %s',
  async (loss) => {
    const targets = inputs.map(([a, b, c]) => 1 + 2 * a! - b! + 0.5 * c! + 0.3 * random.normal())
    const options = checkLearning('test', { loss, model: 'linear' }, { task: 'regression', count: n })
    const [[bias, ...w]] = (await trainLinear({ inputs, targets }, 1, undefined, options)).theta()[0] as [number[]]
    const errors = inputs.map((x, i) => bias! + sum(w.map((wj, j) => wj * x[j]!)) - targets[i]!)
    expect(sum(errors) / n).toBeCloseTo(0, 6)
    w.forEach((wj, j) => expect((2 * sum(errors.map((e, i) => e * inputs[i]![j]!)) + wj) / n).toBeCloseTo(0, 6))
  },
)

test.each([undefined, [1, 3, 0.5]])('logistic regression with λ = 1, class weights %p', async (weights) => {
  const targets = inputs.map(([a, b]) => (a! > 0.5 ? 2 : b! + random.normal() > 0 ? 1 : 0))
  const data: Data = { inputs, targets }
  const options = checkLearning('test', { model: 'linear' }, { task: 'classification', count: n })
  const theta = (await trainLinear(data, 3, weights, options)).theta()[0]!
  const shares = inputs.map((x) => {
    const z = theta.map(([bias, ...w]) => bias! + sum(w.map((wj, j) => wj * x[j]!)))
    const e = z.map(Math.exp)
    return e.map((ek) => ek / sum(e))
  })
  theta.forEach(([, ...w], k) => {
    const slopes = shares.map((p, i) => (weights?.[targets[i]!] ?? 1) * (p[k]! - (targets[i] === k ? 1 : 0)))
    expect(sum(slopes) / n).toBeCloseTo(0, 5)
    w.forEach((wj, j) => expect((sum(slopes.map((s, i) => s * inputs[i]![j]!)) + wj) / n).toBeCloseTo(0, 5))
  })
})
