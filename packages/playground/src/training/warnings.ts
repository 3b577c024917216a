/** What goes wrong in a run that goes on, in words. */
import type { EpochRecord } from '@gradus/nn'
import { showNumber } from '../controls/show-number.js'
import type { Start } from './losses.js'
import type { RemarkNews } from './messages.js'
import type { Training } from './training.js'

/** A training loss this many times as high as at the start and as that of a guess, in so many passes, is no accident. */
const [WORSE, PASSES] = [1.5, 3]

/** A run is looked at after this number of passes, and after twice, four times … as many. */
const STUCK_AFTER = 500
/** It is stuck if the second half has improved the lowest loss by less than 1 %, and the loss is still near that of a guess. */
const [HARDLY, NEAR] = [0.99, 0.3]
/** A loss this many times as high as the lowest so far has risen. */
const RISEN = 1.5
/** If the loss falls below this share of what it was, the run has got on. */
const MUCH = 0.9

export function warningOf(training: Training): Omit<RemarkNews, 'type'> | undefined {
  const { epoch, records, start, losses, settings } = training
  const guess = () => `The same answer for all examples would have ${showNumber(start.guess)}.`
  if (isWorse(records, start)) {
    const message = `The training loss has become worse: ${showNumber(losses.loss)} after pass ${epoch}, from ${showNumber(start.losses.loss)} at the start. ${guess()} The learning rate ${settings.rate} is probably too high. Go back to an earlier step, and choose a lower one.`
    return { reason: 'worse', message, until: start.losses.loss }
  }
  if (isStuck(records, start)) {
    const message = `The training loss has hardly fallen in the last ${epoch / 2} passes: it is ${showNumber(losses.loss)}. ${guess()} ${adviceFor(training)}`
    return { reason: 'stuck', message, until: MUCH * losses.loss }
  }
  return undefined
}

/** What may help a run that is stuck. */
function adviceFor({ records, epoch, settings: { hidden, init, rate } }: Training): string {
  if (hidden.length === 0) return 'Without a hidden layer the network is linear. Add a layer, or features such as x₁².'
  if (init === 'zeros') {
    return 'All first weights are 0, so all units of a layer stay equal, and more of them do not help. Choose other “First weights”.'
  }
  const [before, now] = [lowestIn(records, 0, epoch / 2), lowestIn(records, epoch / 2, epoch)]
  return now > RISEN * before
    ? `It has been ${showNumber(before)} before, so the learning rate ${rate} is probably too high. Begin again with a lower one.`
    : 'Try more units or another layer, other features, or another learning rate.'
}

/** Whether the last passes are clearly worse than the start and than a guess. */
function isWorse(records: readonly EpochRecord[], start: Start): boolean {
  const last = records.slice(-PASSES)
  const exceed = (limit: number) => last.every(({ loss }) => !(loss <= WORSE * limit))
  return last.length === PASSES && exceed(start.losses.loss) && exceed(start.guess)
}

function isStuck(records: readonly EpochRecord[], start: Start): boolean {
  const count = records.length
  const times = count / STUCK_AFTER
  if (times < 1 || !Number.isInteger(times) || (times & (times - 1)) !== 0) return false
  const now = lowestIn(records, count / 2, count)
  return now > HARDLY * lowestIn(records, 0, count / 2) && now > NEAR * start.guess
}

/** The lowest training loss of these passes. */
function lowestIn(records: readonly EpochRecord[], from: number, to: number): number {
  let low = Infinity
  for (let i = from; i < to; i++) low = Math.min(low, records[i]!.loss)
  return low
}
