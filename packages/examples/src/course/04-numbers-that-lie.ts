/** The pictures of chapter 4: a kink, saturation, a step that is too small or too large, and a NaN that spreads. */
import { Value } from '@gradus/engine'
import { plotCurves, plotFunction } from '@gradus/plot'
import { renderSvg } from '@gradus/viz'
import { savePictures } from './save-pictures.js'

/** The error of the slope of tanh at 1 by differences with h = 10⁻¹, 10⁻², … */
const exact = 1 - Math.tanh(1) ** 2
const steps = Array.from({ length: 15 }, (_, i) => 10 ** -(i + 1))
const errors = (difference: (h: number) => number) => steps.map((h) => Math.abs(difference(h) - exact))
const oneSided = errors((h) => (Math.tanh(1 + h) - Math.tanh(1)) / h)
const central = errors((h) => (Math.tanh(1 + h) - Math.tanh(1 - h)) / (2 * h))

const [width, height] = [new Value(0, 'width'), new Value(3, 'height')]
const ratio = width.div(height)
ratio.label = 'ratio'
const score = ratio.log().mul(width).add(height)
score.label = 'score'

await savePictures(process.argv[2], {
  '04-kink.svg': plotFunction((x) => x.relu(), [-2, 2], { name: 'relu', order: 1, y: [-0.5, 2] }),
  '04-saturation.svg': plotFunction((x) => x.tanh(), [-6, 6], { name: 'tanh', order: 1 }),
  '04-steps.svg': plotCurves(
    { 'one-sided': oneSided, central },
    { title: 'Step h = 10⁻ⁿ', scale: 'log', xLabel: 'n', yLabel: 'error of the slope', bestOf: 'central' },
  ),
  '04-nan.svg': await renderSvg(score),
})
