/** What is measured beside each other computes the same: by hand, compiled and with the engine. */
import { expect, test } from '@jest/globals'
import { compile, type Shape, type ValueFunction } from '@gradus/compile'
import { chain as chainByHand } from '../../src/by-hand/chain.js'
import type { FunctionByHand } from '../../src/by-hand/function.js'
import { mixture as mixtureByHand } from '../../src/by-hand/mixture.js'
import { BATCH, mnist } from '../../src/by-hand/mnist.js'
import { blocked } from '../../src/by-hand/net2-16-16-1-blocked.js'
import { full, skip } from '../../src/by-hand/net2-16-16-1.js'
import { rosenbrock as rosenbrockByHand } from '../../src/by-hand/rosenbrock.js'
import { workedExample } from '../../src/by-hand/worked-example.js'
import { digitRows, numbers, pointRows, WORKED_ROW } from '../../src/data.js'
import { chain, mixture, rosenbrock } from '../../src/scalar/functions.js'
import { digitNet, type Net, svmNet, workedNet } from '../../src/scalar/nets.js'
import { compileNet, eagerStep } from '../../src/scalar/train.js'

const data = numbers(200, 1)
const functions: [string, FunctionByHand, ValueFunction, Shape, Float64Array][] = [
  ['rosenbrock', rosenbrockByHand, rosenbrock, [100], numbers(100, 2)],
  ['mixture', mixtureByHand(data), mixture(data), [30], numbers(30, 3)],
  ['chain', chainByHand, chain, ['scalar', 'scalar', 'scalar'], Float64Array.of(1.2, 0.1, 0.4)],
]

test.each(functions)('%s', (_, byHand, f, shape, point) => {
  const gradient = new Float64Array(point.length)
  const value = byHand(point, gradient)
  const compiled = compile(f, shape).valueAndGradient(point) // is itself compared with the engine
  close([value, ...gradient], [compiled.value, ...compiled.gradient], 1e-9)
})

const weightsOf = ({ params }: Net) => Float64Array.from(params, (p) => p.data)

test.each([
  ['full', full],
  ['blocked', blocked],
  ['skip', skip],
])('2-16-16-1, %s', (_, byHand) => {
  const rows = pointRows()
  const [net, eager] = [svmNet(), svmNet()]
  const weights = weightsOf(net)
  const step = byHand(rows)
  const { training, step: compiled } = compileNet(net, rows, 'f64')
  for (let i = 0; i < 40; i++) {
    const loss = step(weights, 0.1)
    close([loss], [compiled(0, 100, 0.1)], 1e-9)
    if (i < 3) close([loss], [eagerStep(eager, rows, 0, 100, 0.1)], 1e-9)
  }
  training.pull()
  close(weights, weightsOf(net), 1e-9)
})

test('784-30-10', () => {
  const rows = digitRows(2)
  const [net, eager] = [digitNet(), digitNet()]
  const weights = weightsOf(net)
  const { training, step } = compileNet(net, rows, 'f64')
  for (const start of [0, BATCH]) {
    const loss = mnist(weights, rows, start, 0.5, 1 - 0.5 * net.l2)
    close([loss, loss], [step(start, BATCH, 0.5), eagerStep(eager, rows, start, BATCH, 0.5)], 1e-9)
  }
  training.pull()
  close(weights, weightsOf(net), 1e-9)
  close(weights, weightsOf(eager), 1e-9)
})

test('784-30-10 in 32 bits', () => {
  const rows = digitRows(1)
  const net = digitNet()
  const weights = weightsOf(net)
  const { training, step } = compileNet(net, rows, 'f32')
  close([mnist(weights, rows, 0, 0.5, 1 - 0.5 * net.l2)], [step(0, BATCH, 0.5)], 1e-4)
  training.pull()
  close(weights, weightsOf(net), 1e-4)
})

test('the worked example ends where the lecture does', () => {
  const net = workedNet()
  const weights = weightsOf(net)
  const { training, step } = compileNet(net, WORKED_ROW, 'f64')
  for (let i = 0; i < 10_000; i++) step(0, 1, 0.5)
  workedExample(weights, WORKED_ROW, 0.5, 10_000)
  const error = workedExample(weights, WORKED_ROW, 0.5, 1)
  expect(error).toBeCloseTo(3.5101878e-5, 11)
  close([step(0, 1, 0.5)], [error], 1e-9)
  training.pull()
  close(weights, weightsOf(net), 1e-9)
})

/** Equal up to rounding, relative to the largest number. */
function close(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(got.length).toBe(expected.length)
  const scale = Math.max(...Array.from(expected, Math.abs))
  const worst = Math.max(...Array.from(got, (x, i) => Math.abs(x - expected[i]!)))
  expect(worst / scale).toBeLessThan(tolerance)
}
