// Every kind of plot with ordinary and with hostile data. plot-texts.js measures the texts of these pictures in Chromium.
import { relu, Value } from '@gradus/engine'
import * as plot from '@gradus/plot'

const range = (n, f) => Array.from({ length: n }, (_, i) => f(i))

/** A stream of numbers in [0, 1), which starts again for every plot. */
let state = 1
const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

const LONG =
  'a very long name of a thing with "quotes", <tags>, &amp; and 漢字 that never seems to come to an end, number '
const longNames = (n) => range(n, (i) => `${LONG}${i}`)
const centers = range(12, (c) => [Math.cos(c * 1.3) * (1 + c / 4), Math.sin(c * 1.3) * (1 + c / 4)])
const nearest = ([x, y]) => centers.map(([a, b]) => -4 * ((x - a) ** 2 + (y - b) ** 2))
const many = (n, width) => ({
  inputs: range(n, (i) => [centers[i % 12][0] + width * normal(), centers[i % 12][1] + width * normal()]),
  targets: range(n, (i) => i % 12),
})
const moons = {
  inputs: range(120, (i) => {
    const angle = (Math.PI * (i >> 1)) / 60
    const noise = () => 0.12 * normal()
    return i % 2 === 0
      ? [Math.cos(angle) + noise(), Math.sin(angle) + noise()]
      : [1 - Math.cos(angle) + noise(), 0.5 - Math.sin(angle) + noise()]
  }),
  targets: range(120, (i) => i % 2),
}
const moon = { predict: ([x, y]) => [6 * (0.5 * Math.sin(2.6 * x + 1.6) + 0.25 - y)] }
const line = { predict: ([x]) => [2 * x + Math.sin(3 * x)] }
const examples = (n, bad = (x) => x) => {
  const inputs = range(n, (i) => [(4 * i) / n])
  return { inputs, targets: inputs.map(([x], i) => bad(2 * x + Math.sin(3 * x) + 0.5 * normal(), i)) }
}
const BAD = [NaN, 0, -1, Infinity, -Infinity, 1e-12, 1e305]
const spoil = (x, i) => (i % 97 < BAD.length ? BAD[i % 97] : x)
const falling = range(60, (i) => Math.exp(-i / 15) + 0.02 + 0.01 * Math.sin(3 * i))
const image = (u) => range(196, (i) => Math.sin((i % 14) / (2 + u)) * Math.cos(i / 14 / (1 + u / 2)) * (1 + u / 8))
const IMAGES = range(9, image)
const trial = (i) => ({
  settings: {
    lr: 10 ** (-4 + 3 * next()),
    hidden: [[8], [16], [16, 16]][i % 3],
    dropout: next() / 2,
    optimizer: ['SGD', 'Adam'][i % 2],
  },
  score: 0.2 + 0.5 * next() + 0.3 / (i + 1),
})
const rates = range(80, (i) => {
  const lr = 10 ** (-5 + i / 15)
  return { lr, loss: 2.3 - 1.9 / (1 + (0.003 / lr) ** 1.5) + 0.05 * normal() + lr * lr * 3 }
})

const KINDS = {
  curves: (o) => plot.plotCurves({ training: falling, validation: falling.map((y, i) => y + 0.1 + 0.00018 * i * i) }, { ...o, yLabel: 'mean loss (nats)' }),
  'curves-log': (o) => plot.plotCurves({ training: falling, validation: falling.map((y) => y * 1.4) }, { ...o, scale: 'log' }),
  'curves-12-log': (o) => plot.plotCurves(Object.fromEntries(longNames(12).map((name, c) => [name, range(3000, (i) => (i % 499 === c ? BAD[c % 7] : Math.exp(Math.sin(i / 300 + c)) * 10 ** (c - 6)))])), { ...o, scale: 'log', xLabel: LONG, yLabel: LONG }),
  'curves-100000': (o) => plot.plotCurves({ loss: range(100_000, (i) => Math.exp(-i / 3e4) * (1 + 0.2 * normal()) + (i === 777 ? 3 : 0)) }, o),
  'curves-one': (o) => plot.plotCurves({ loss: [1e-12] }, o),
  'curves-NaN': (o) => plot.plotCurves({ a: [NaN, NaN, NaN], b: [] }, o),
  'curves-empty': (o) => plot.plotCurves({}, o),
  'curves-huge': (o) => plot.plotCurves({ a: [1e300, -1e300, 5e-324, 1e308, 123456789.25] }, o),
  'curves-close': (o) => plot.plotCurves({ a: [1 + 1e-9, 1 + 2e-9, 1 + 3e-9] }, o),
  'curves-1e-12': (o) => plot.plotCurves({ a: [1e-12, 3e-12, -2e-12, 0] }, o),
  regions: (o) => plot.plotRegions(moon, moons, { ...o, classes: ['lower moon', 'upper moon'], xLabel: 'length (cm)', yLabel: 'width (cm)' }),
  'regions-3': (o) => plot.plotRegions({ predict: (x) => nearest(x).slice(0, 3) }, { inputs: many(150, 0.5).inputs, targets: range(150, (i) => i % 3) }, o),
  'regions-12': (o) => plot.plotRegions({ predict: nearest }, many(400, 0.4), { ...o, classes: longNames(12), xLabel: LONG, yLabel: LONG }),
  'regions-100000': (o) => plot.plotRegions({ predict: nearest }, many(100_000, 0.6), o),
  'regions-bad': (o) => plot.plotRegions({ predict: ([x, y]) => [x * y > 1 ? NaN : x - y] }, { inputs: range(300, (i) => [spoil(normal(), i), spoil(normal(), i + 3)]), targets: range(300, (i) => i % 2) }, o),
  'regions-empty': (o) => plot.plotRegions(moon, { inputs: [], targets: [] }, o),
  'regions-one': (o) => plot.plotRegions(moon, { inputs: [[1e-12, 1e12]], targets: [1] }, o),
  fit: (o) => plot.plotFit(line, examples(150), { ...o, xLabel: 'time (s)', yLabel: 'height (m)' }),
  'fit-many-inputs': (o) => plot.plotFit({ predict: ([a, b]) => [a + b] }, { inputs: range(90, (i) => [i / 9, normal()]), targets: range(90, (i) => i / 9 + 0.7 * normal()) }, o),
  'fit-100000': (o) => plot.plotFit(line, examples(100_000, (x, i) => (i === 5 ? 99 : x)), o),
  'fit-bad': (o) => plot.plotFit({ predict: ([x]) => [x > 2 && x < 2.5 ? NaN : 1 / (x - 1)] }, examples(300, spoil), o),
  'fit-NaN': (o) => plot.plotFit(line, { inputs: [[NaN], [1]], targets: [1, NaN] }, o),
  'fit-empty': (o) => plot.plotFit(line, { inputs: [], targets: [] }, o),
  residuals: (o) => plot.plotResiduals(line, examples(150), o),
  'residuals-100000': (o) => plot.plotResiduals(line, examples(100_000, spoil), o),
  confusion: (o) => plot.plotConfusion([[48, 2, 0], [3, 44, 3], [0, 5, 45]], { ...o, classes: ['setosa', 'versicolor', 'virginica'] }),
  'confusion-2': (o) => plot.plotConfusion([[8, 2], [1, 9]], o),
  'confusion-12': (o) => plot.plotConfusion(range(12, (i) => range(12, (k) => (i === k ? 12_345 : (i * k) % 7))), { ...o, classes: longNames(12) }),
  'confusion-40': (o) => plot.plotConfusion(range(40, (i) => range(40, (k) => (i === k ? 90 : (i * k) % 5))), o),
  'confusion-empty': (o) => plot.plotConfusion([[0]], { ...o, classes: [''] }),
  'confusion-huge': (o) => plot.plotConfusion([[1e15, 0.5], [1e-12, 123456789]], o),
  function: (o) => plot.plotFunction((x) => x.tanh(), [-3, 3], { ...o, name: 'tanh' }),
  'function-poles': (o) => plot.plotFunction((x) => x.tan(), [-5, 5], { ...o, name: 'tan' }),
  'function-log': (o) => plot.plotFunction((x) => x.log(), [-1, 3], { ...o, name: LONG, xLabel: LONG }),
  'function-NaN': (o) => plot.plotFunction((x) => x.mul(NaN), [0, 1], o),
  'function-constant': (o) => plot.plotFunction(() => new Value(1e-12), [1e6, 1e6 + 1], o),
  'function-kink': (o) => plot.plotFunction((x) => relu(x.sin()), [-6, 6], o),
  activations: (o) => plot.plotActivations(undefined, o),
  'activations-bad': (o) => plot.plotActivations({ [LONG]: (z) => z.log(), '1/z': (z) => z.reciprocal(), 'exp(z²)': (z) => z.square().exp() }, o),
  weights: (o) => plot.plotWeights(range(8, image), { ...o, shape: [14, 14] }),
  'weights-matrix': (o) => plot.plotWeights(range(12, (u) => image(u).slice(0, 30)), o),
  'weights-inputs': (o) => plot.plotWeights(range(3, (u) => image(u).slice(0, 4)), { ...o, inputs: longNames(4) }),
  'weights-300': (o) => plot.plotWeights(range(300, (u) => range(196, (i) => spoil(IMAGES[u % 9][i], i + u))), { ...o, shape: [14, 14], names: longNames(300) }),
  'weights-zero': (o) => plot.plotWeights([[0, NaN, 0]], { ...o, names: [LONG] }),
  'gradient-flow': (o) => plot.plotGradientFlow(range(5, (l) => ({ name: `layer ${l + 1}`, gradients: range(200, () => (next() < 0.1 * l ? 0 : normal() * 10 ** (l - 5))) })), o),
  'gradient-flow-bad': (o) => plot.plotGradientFlow([{ name: LONG, gradients: [NaN, Infinity, 0, 1e-12, 1e200] }, { name: '', gradients: [] }, { name: 'zero', gradients: [0, 0] }, { name: 'one', gradients: [1e-12] }], o),
  'gradient-flow-60': (o) => plot.plotGradientFlow(range(60, (l) => ({ name: `layer ${l}`, gradients: [10 ** (-l / 4), 2 * 10 ** (-l / 4), 0] })), { ...o, height: 400 }),
  rates: (o) => plot.plotRates(rates, o),
  'rates-bad': (o) => plot.plotRates([...rates, { lr: 10, loss: NaN }, { lr: -1, loss: 1 }, { lr: 20, loss: Infinity }, { lr: 30, loss: -2 }], { ...o, scale: 'log' }),
  'rates-one': (o) => plot.plotRates([{ lr: 0.1, loss: 1 }], o),
  search: (o) => plot.plotSearch({ goal: 'minimize', trials: range(40, trial) }, { ...o, yLabel: 'validation loss' }),
  'search-bad': (o) => plot.plotSearch({ goal: 'maximize', trials: range(30, (i) => ({ settings: { [LONG]: LONG + (i % 12), one: 1e-12, NaN: NaN, '<b>': i % 3 === 0 ? undefined : i }, score: i % 4 === 0 ? null : spoil(i, i) })) }, o),
  'search-empty': (o) => plot.plotSearch({ goal: 'minimize', trials: [] }, o),
} // oxfmt-ignore

/** Each plot by name: ordinary data, then hostile data. Called with the shared options. */
export const PLOTS = Object.fromEntries(
  Object.entries(KINDS).map(([name, draw]) => [
    name,
    (options) => {
      state = 1
      return draw(options)
    },
  ]),
)

/** The source of all plots. */
export const SOURCE = Object.values(KINDS).join()
