/** How much faster a large batch is on two threads. First the losses are compared, because both compute the same steps. */
import { mustMatch } from './must-match.js'
import { BATCH } from './by-hand/mnist.js'
import { digitRows } from './data.js'
import { interleave } from './interleave.js'
import { digitNet } from './scalar/nets.js'
import { compileNet } from './scalar/train.js'

export interface ThreadsRow {
  what: string
  /** Microseconds per step. */
  one: number
  two: number
  speedUp: number
  atLeast: number
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
  return { what, one: byHand * 1000, two: compiled * 1000, speedUp: 1 / ratio, atLeast: 1.7 }
}
