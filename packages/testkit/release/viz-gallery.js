// Every kind of drawing, with ordinary and with hostile labels and numbers. viz-texts.js measures their texts in Chromium.
import { dot, group, mean, norm, sub, sum, Value } from '@gradus/engine'
import { animateBackward, backwardFrames, drawNetwork, renderSvg } from '@gradus/viz'

const LABELS = [
  '∂J/∂Θ₁⁽²⁾', 'W'.repeat(60), '漢字の札', '😀😀😀', 'مرحبا بالعالم', 'שלום', 'i', '', 'ﷺﷺﷺ', 'e\u0301\u0301\u0301', 'x₁²', '∛∇', 'a\nb', '<b>&amp;</b>',
] // oxfmt-ignore
const hostile = (n = LABELS.length) =>
  LABELS.slice(0, n)
    .map((label, i) => new Value((-1.23456789) ** i * 10 ** ((i % 5) * 4 - 8), label))
    .reduce((a, b) => Object.assign(sub(a, b), { label: b.label }))

function network() {
  const inputs = [new Value(0.05, 'x₁'), new Value(0.1, 'x₂')]
  const parameters = []
  const parameter = (number, label) => parameters[parameters.push(new Value(number, label)) - 1]
  const layer = (l, n, before) =>
    group(`layer ${l}`, () =>
      Array.from({ length: n }, (_, i) =>
        group(`unit ${i + 1}`, () => {
          const weights = before.map((_, j) =>
            parameter(Math.sin(7 * i + 3 * j + l), `Θ⁽${'¹²³'[l - 1]}⁾${i + 1}${j + 1}`),
          )
          return dot(weights, before).add(parameter(0.1, 'b')).tanh()
        }),
      ),
    )
  const outputs = layer(2, 2, layer(1, 3, inputs))
  const loss = sum(outputs.map((output) => output.sub(0.3).square()))
  loss.label = 'J'
  loss.backward()
  return { inputs, parameters, outputs, loss }
}

function bad() {
  const x = new Value(-2, 'x')
  return x.log().mul(new Value(Infinity, 'y')).add(new Value(4, 'z')).sub(Infinity)
}

function order() {
  const a = new Value(3, 'a')
  const b = Object.assign(a.mul(2), { label: 'b' })
  const c = Object.assign(b.add(1), { label: 'c' })
  return Object.assign(b.mul(c), { label: 'd' })
}

const matrix = (n, k) =>
  Array.from({ length: n }, (_, i) => Array.from({ length: k + 1 }, (_, j) => Math.sin(5 * i + 3 * j)))
const spoiled = matrix(3, 2).map((row, i) => row.map((x, j) => (i === j ? NaN : x)))
const power = (n) => {
  const x = new Value(1.01, 'x')
  return Array.from({ length: n }).reduce((product) => product.mul(x), x)
}

/** Each drawing by name: a function of the theme that returns SVG. */
export const DRAWINGS = {
  hostile: (o) => renderSvg(hostile(), { ...o, partials: true, contributions: true, title: 'a <title> & more '.repeat(9) }),
  'hostile-down': (o) => renderSvg(hostile(), { ...o, direction: 'TB', partials: true, digits: 17 }),
  'hostile-leaf': (o) => renderSvg(hostile(8), { ...o, color: 'leaf' }),
  'hostile-folded': (o) => renderSvg(mean(LABELS.map((label, i) => new Value(i, label).mul(1e-300))), { ...o, detail: 'folded' }),
  'not-finite': (o) => renderSvg(bad(), { ...o, partials: true }),
  network: (o) => renderSvg(network().loss, { ...o, parameters: network().parameters }),
  'network-sign': (o) => renderSvg(network().loss, { ...o, color: 'sign', contributions: true, constants: 'hidden' }),
  'network-frames': (o) => renderSvg(network().loss, { ...o, frames: true, direction: 'TB' }),
  'network-layers': (o) => { const { loss, parameters } = network(); return renderSvg(loss, { ...o, detail: 'layers', parameters }) },
  'network-neurons': (o) => { const { loss, parameters } = network(); return renderSvg(loss, { ...o, detail: 'neurons', parameters }) },
  'network-around': (o) => { const { loss, outputs } = network(); return renderSvg(loss, { ...o, around: outputs[0], radius: 2 }) },
  expanded: (o) => renderSvg(norm([dot([new Value(1, 'a'), 2], [3, new Value(4, 'b')]), mean([new Value(5, 'c'), 6])]), { ...o, detail: 'expanded' }),
  cut: (o) => renderSvg(power(60), { ...o, limit: 9 }),
  frame: async (o) => (await backwardFrames(order(), { ...o, mistake: 'early' }))[2],
  'frame-hostile': async (o) => (await backwardFrames(hostile(6), { ...o, mistake: 'overwrite', direction: 'TB' })).at(-1),
  animation: (o) => animateBackward(order(), { ...o, mistake: 'early' }),
  units: (o) => drawNetwork({ thetas: [matrix(3, 2), matrix(2, 3)], activations: [[0.05, -1e-7], [1, 0, -1 / 3], [NaN, -Infinity]], inputs: LABELS.slice(0, 2), outputs: LABELS.slice(2, 4) }, { ...o, title: 'A network' }),
  'units-many': (o) => drawNetwork({ thetas: [matrix(30, 784), matrix(10, 30)] }, o),
  'units-bad': (o) => drawNetwork({ thetas: [spoiled], activations: [[1e300 / 7, 5e-324], [Infinity, 2, 3]] }, { ...o, digits: 17 }),
} // oxfmt-ignore
