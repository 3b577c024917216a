/** Random hostile data: every plot answers with a picture that is well-formed and whose texts fit. */
import { Value } from '@gradus/engine'
import { expect, test } from '@jest/globals'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import * as plot from '../../src/index.js'
import { faults, textBoxes } from './text-boxes.js'
import { notAllowed } from './well-formed.js'

const NUMBERS = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-12, 5e-324, 1e300, -1e308, 1e15, 0.1, 12345.678, 1e-300, 3]
const NAMES = ['', 'a', '<b>&"\'', 'line\nbreak', '漢字'.repeat(30), '😀', 'e\u0301', '\ud800', '\u202eabc', 'long '.repeat(60), '%s', ']]>', '\u200b', '__proto__', '0'] // oxfmt-ignore

test.each(Array.from({ length: 40 }, (_, seed) => seed))('seed %i', (seed) => {
  const generator = xoroshiro128plus(seed)
  const random = () => uniformFloat64(generator)
  const upTo = (n: number) => Math.floor(random() * n)
  const pick = <T>(list: readonly T[]) => list[upTo(list.length)]!
  const number = () => (random() < 0.5 ? pick(NUMBERS) : (random() - 0.5) * 10 ** (upTo(20) - 8))
  const list = (n: number) => Array.from({ length: n }, number)
  const name = () => pick(NAMES) + (random() < 0.5 ? String(upTo(99)) : '')
  const named = <T>(n: number, make: () => T) => Object.fromEntries(Array.from({ length: n }, () => [name(), make()]))
  const shared = (): plot.PlotOptions => ({
    width: 200 + upTo(1500),
    theme: pick(['light', 'dark', 'page'] as const),
    ...(random() < 0.5 ? { title: name() } : {}),
    ...(random() < 0.3 ? { height: 200 + upTo(600) } : {}),
  })
  const n = upTo(40)
  const inputs = (width: number) => Array.from({ length: n }, () => list(width))
  const classes = 1 + upTo(13)
  const labels = { xLabel: name(), yLabel: name() }
  const matrix = (rows: number, columns: number) => Array.from({ length: rows }, () => list(columns))
  const [rows, columns] = [1 + upTo(5), 1 + upTo(5)]

  const pictures = {
    curves: plot.plotCurves(named(upTo(14), () => list(upTo(30))), { ...shared(), ...labels, scale: pick(['linear', 'log'] as const) }),
    regions: plot.plotRegions({ predict: () => list(classes) }, { inputs: inputs(2), targets: Array.from({ length: n }, () => upTo(Math.max(2, classes))) }, { ...shared(), ...labels, resolution: 2 + upTo(12) }),
    fit: plot.plotFit({ predict: () => [number()] }, { inputs: inputs(columns), targets: list(n) }, { ...shared(), ...labels }),
    residuals: plot.plotResiduals({ predict: () => [number()] }, { inputs: inputs(columns), targets: list(n) }, { ...shared(), ...labels }),
    confusion: plot.plotConfusion(matrix(classes, classes).map((row) => row.map((x) => (x > 0 && x < Infinity ? x : 0))), { ...shared(), classes: Array.from({ length: classes }, name) }),
    function: plot.plotFunction(() => new Value(number()), [-1, 1], { ...shared(), ...labels, name: name(), order: upTo(3) }),
    activations: plot.plotActivations({ [name()]: (z) => z.mul(number()), [name()]: (z) => z.log() }, shared()),
    weights: plot.plotWeights(matrix(1 + upTo(20), rows * columns), { ...shared(), ...(random() < 0.5 ? { shape: [rows, columns] as const } : {}) }),
    gradientFlow: plot.plotGradientFlow(Array.from({ length: classes }, () => ({ name: name(), gradients: list(upTo(20)) })), shared()),
    rates: plot.plotRates(Array.from({ length: n }, () => ({ lr: number(), loss: number() })), shared()),
    search: plot.plotSearch({ goal: pick(['minimize', 'maximize'] as const), trials: Array.from({ length: n }, () => ({ settings: named(upTo(5), () => pick<unknown>([number(), name(), [1, 2], null, true])), score: pick([null, number()]) })) }, { ...shared(), yLabel: name() }),
  }
  for (const [kind, svg] of Object.entries(pictures)) {
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number) as [number, number, number]
    expect([kind, faults(textBoxes(svg), width, height)]).toEqual([kind, []])
    expect([kind, notAllowed(svg.replace(/\bvar\(--gradus-\w+, (#\w+)\)/g, '$1'))]).toEqual([kind, []])
  }
}) // oxfmt-ignore
