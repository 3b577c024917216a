/** How much faster a large batch is on two threads. First the losses are compared, because both compute the same steps. */
import { mustMatch } from './must-match.js'
import { BATCH } from './by-hand/mnist.js'
import { digitRows } from './data.js'
import { interleave } from './interleave.js'
import { runChild } from './run-child.js'
import { digitNet } from './scalar/nets.js'
import { compileNet } from './scalar/train.js'

export interface ThreadsRow {
  what: string
  /** Microseconds per step. */
  one: number
  two: number
  speedUp: number
  atLeast: number
  /** How many times as many steps two independent processes make as one: what the machine allows. */
  processes?: number
}

const HIDDEN = 100
const EXAMPLES = 256

export function threadsRow(quick: boolean, rounds: number): ThreadsRow {
  const rows = digitRows(Math.ceil(EXAMPLES / BATCH))
  const [one, two] = [1, 2].map((threads) => compileNet(digitNet(HIDDEN), rows, 'f64', threads))
  const what = `784-${HIDDEN}-10, batch ${EXAMPLES}, step, f64`
  for (let i = 0; i < 3; i++) mustMatch(what, [two!.step(0, EXAMPLES, 0.01)], [one!.step(0, EXAMPLES, 0.01)])
  const pair = {
    compiled: () => void two!.step(0, EXAMPLES, 0.01),
    byHand: () => void one!.step(0, EXAMPLES, 0.01),
  }
  const [times] = quick ? interleave([pair], 1, 1) : interleave([pair], rounds, 50)
  two!.compiled.dispose()
  const { compiled, byHand, ratio } = times!
  const row = { what, one: byHand * 1000, two: compiled * 1000, speedUp: 1 / ratio, atLeast: 1.7 }
  return quick ? row : { ...row, processes: runChild<{ ratio: number }>('processes-child.js', []).ratio }
}

/** How many of these steps one thread makes in a second, measured for some seconds. */
export function stepsPerSecond(seconds: number): number {
  const net = compileNet(digitNet(HIDDEN), digitRows(Math.ceil(EXAMPLES / BATCH)), 'f64')
  const step = () => net.step(0, EXAMPLES, 0.01)
  for (let i = 0; i < 20; i++) step()
  const start = performance.now()
  let steps = 0
  for (; performance.now() - start < seconds * 1000; steps++) step()
  return (steps * 1000) / (performance.now() - start)
}
