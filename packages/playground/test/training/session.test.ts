import { describe, expect, test } from '@jest/globals'
import { evaluate, fit, MLP, SGD } from '@gradus/nn'
import type { RunNews } from '../../src/training/messages.js'
import { Listener, settings } from './listener.js'

/** Small, so that a pass takes little time. */
const small = { count: 60, hidden: [3], rate: 0.1 } as const
const numbers = (news: RunNews) => [...news.parameters]

describe('a run', () => {
  test('starts at step 0 with the weights of the seed, and gives the bits of fit', async () => {
    const page = new Listener()
    const first = await page.start(small)
    const { train, validation, rows, targets, sizes } = page.data
    const model = new MLP([2, 3, 1], { activation: 'tanh', init: 'glorot', seed: 1 })
    expect(sizes).toEqual([2, 3, 1])
    expect([first.epoch, first.isRunning, first.gradient.length, first.kept]).toEqual([0, false, 0, [0]])
    expect(numbers(first)).toEqual(model.parameters().map((p) => p.data))

    const last = await page.steps(7)
    const part = (ids: readonly number[]) => ({
      inputs: ids.map((i) => rows[i]!),
      targets: ids.map((i) => targets[i]!),
    })
    const { epochs } = await fit(model, part(train), {
      loss: 'binaryCrossEntropyWithLogits',
      optimizer: new SGD(model.parameters(), { lr: 0.1 }),
      ...{ batchSize: 16, seed: 1, epochs: 7, validationData: part(validation) },
    })
    expect(last.epoch).toBe(7)
    expect(numbers(last)).toEqual(model.parameters().map((p) => p.data))
    expect([...last.gradient]).toEqual(model.parameters().map((p) => p.grad))
    expect(page.records).toEqual(epochs)
    expect(last.isReproducible).toBe(true)
  })

  test('has the losses of the first weights and of the present ones, also of weights that are edited', async () => {
    const page = new Listener()
    const first = await page.start(small)
    const { train, validation, rows, targets } = page.data
    const lossOf = (news: RunNews, ids: readonly number[]) => {
      const model = new MLP([2, 3, 1], { activation: 'tanh' })
      model.parameters().forEach((p, i) => (p.data = news.parameters[i]!))
      const part = { inputs: ids.map((i) => rows[i]!), targets: ids.map((i) => targets[i]!) }
      return evaluate(model, part, 'binaryCrossEntropyWithLogits')
    }
    const both = (news: RunNews) => ({ loss: lossOf(news, train), validationLoss: lossOf(news, validation) })
    expect([first.start, first.losses]).toEqual([both(first), both(first)])
    const last = await page.steps(4)
    expect([last.start, last.losses]).toEqual([both(first), page.records[3]])
    const edited = await page.after([{ type: 'edit', parameter: 0, value: 5 }])
    expect([edited.start, edited.losses]).toEqual([both(first), both(edited)])
    const back = await page.after([{ type: 'seek', epoch: 0 }, { type: 'edit', parameter: 0, value: -7 }], (news) => news.parameters[0] === -7) // oxfmt-ignore
    expect([back.start, back.losses]).toEqual([both(back), both(back)])
    expect(back.start.loss).not.toBe(first.start.loss)
  })

  test('runs until it is paused, and continues', async () => {
    const page = new Listener()
    await page.start(small)
    const running = await page.after([{ type: 'run' }], (news) => news.epoch > 20)
    expect(running.isRunning).toBe(true)
    expect(running.passesPerSecond).toBeGreaterThan(0)
    const paused = await page.after([{ type: 'pause' }])
    expect(page.records).toHaveLength(paused.epoch)
    const count = page.news.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(page.news).toHaveLength(count)
    expect((await page.steps(1)).epoch).toBe(paused.epoch + 1)
  })

  test('obeys each command, in their order, also when they come all at once', async () => {
    const page = new Listener()
    await page.start(small)
    const commands = [1, 2, 3, 4].map((value, parameter) => ({ type: 'edit' as const, parameter, value }))
    const edited = await page.after([...commands, { type: 'step', passes: 1 }], (news) => news.epoch === 1)
    expect(edited.isReproducible).toBe(false)
    const last = await page.after([{ type: 'step', passes: 2 }, { type: 'edit', parameter: 0, value: 9 }], (news) => news.epoch === 3) // oxfmt-ignore
    expect(last.epoch).toBe(3)
    const back = await page.after([{ type: 'seek', epoch: 0 }])
    expect(numbers(back).slice(0, 4)).toEqual([1, 2, 3, 4])
  })

  test('keeps to a limited speed', async () => {
    const page = new Listener()
    await page.start(small)
    const begin = performance.now()
    await page.after([{ type: 'speed', passesPerSecond: 50 }, { type: 'step', passes: 12 }], (news) => news.epoch === 12) // oxfmt-ignore
    // A run that was late may catch up a tenth of a second, 5 passes.
    expect(performance.now() - begin).toBeGreaterThan(100)
  })

  test('a new start ends the run, and what was sent before it is forgotten', async () => {
    const page = new Listener()
    await page.start(small)
    await page.after([{ type: 'run' }], (news) => news.epoch > 3)
    const from = page.news.length
    page.send({ type: 'run' }, { type: 'edit', parameter: 0, value: 77 })
    page.send({ type: 'start', id: 1, settings: settings({ ...small, seed: 2 }) })
    await page.next((news) => news.type === 'data', from)
    const first = (await page.next((news) => news.type === 'run' && news.epoch === 0, from)) as RunNews
    expect([first.isRunning, first.from, first.isReproducible]).toEqual([false, 1, true])
    expect(numbers(first)).not.toContain(77)
    expect((await page.steps(2)).epoch).toBe(2)
  })

  test('starts with the weights of the settings, and says so if they do not fit', async () => {
    const page = new Listener()
    const weights = Array.from({ length: 13 }, (_, i) => i / 10)
    const given = await page.start({ ...small, weights })
    expect([numbers(given), given.isReproducible, page.data.notes]).toEqual([weights, false, []])
    const other = await page.start({ ...small, weights: [1, 2] })
    expect(other.parameters).toHaveLength(13)
    expect(page.data.notes).toEqual([
      'Weights: there are 2, and this network needs 13 finite numbers. It starts with new weights.',
    ])
  })
})

describe('kept steps', () => {
  test('going on from a kept step gives the same bits as the first time', async () => {
    const page = new Listener()
    await page.start({ ...small, optimizer: 'adam', dropout: 0.3 })
    const first = await page.steps(40)
    const records = page.records
    const back = await page.after([{ type: 'seek', epoch: 10 }])
    expect(back.kept).toContain(back.epoch)
    expect(back.epoch).toBeLessThan(14)
    expect(page.records).toHaveLength(40)
    const again = await page.steps(40 - back.epoch)
    expect(numbers(again)).toEqual(numbers(first))
    expect(page.records).toEqual(records)
    expect(again.isReproducible).toBe(true)
  })

  test('step 0 has the first weights, and the run from there is the same', async () => {
    const page = new Listener()
    const start = await page.start(small)
    const first = await page.steps(9)
    const zero = await page.after([{ type: 'seek', epoch: 0 }])
    expect([zero.epoch, numbers(zero)]).toEqual([0, numbers(start)])
    expect(zero.kept.at(-1)).toBe(9)
    expect(numbers(await page.after([{ type: 'seek', epoch: 99 }]))).toEqual(numbers(first))
    await page.after([{ type: 'seek', epoch: 0 }])
    expect(numbers(await page.steps(9))).toEqual(numbers(first))
  })

  test('there are at most about 60, ever more rarely, and 0 is among them', async () => {
    const page = new Listener()
    await page.start({ count: 10, hidden: [], batch: 10 })
    const { kept } = await page.steps(3000)
    expect(kept.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5])
    expect(kept.length).toBeLessThan(40)
    for (let i = 6; i < kept.length; i++) expect(kept[i]! / kept[i - 1]!).toBeLessThan(1.5)
  })

  test('the records after a step are dropped when the run takes another way', async () => {
    const page = new Listener()
    await page.start(small)
    await page.steps(20)
    const { epoch } = await page.after([{ type: 'seek', epoch: 8 }])
    await page.after([{ type: 'settings', settings: settings({ ...small, rate: 0.5 }) }])
    const last = await page.steps(30)
    expect(page.records.map((record) => record.epoch)).toEqual(Array.from({ length: epoch + 30 }, (_, i) => i + 1))
    expect(page.records.at(epoch - 1)!.lr).toBe(0.1)
    expect(page.records.at(epoch)!.lr).toBe(0.5)
    expect(last.isReproducible).toBe(false)
  })
})

describe('settings that change', () => {
  test('a rate applies from the next pass on; changing it back in between changes nothing', async () => {
    const page = new Listener()
    await page.start(small)
    await page.steps(3)
    await page.after([{ type: 'settings', settings: settings({ ...small, rate: 0.7 }) }])
    const same = await page.after([{ type: 'settings', settings: settings(small) }])
    expect(same.isReproducible).toBe(true)
    const plain = new Listener()
    await plain.start(small)
    expect(numbers(await page.steps(3))).toEqual(numbers(await plain.steps(6)))
    await page.after([{ type: 'settings', settings: settings({ ...small, rate: 0.7 }) }])
    expect((await page.steps(1)).isReproducible).toBe(false)
    expect(page.records.map((record) => record.lr)).toEqual([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.7])
  })

  test('another optimizer goes on from the present weights, and counts on', async () => {
    const page = new Listener()
    await page.start(small)
    const before = await page.steps(5)
    const changed = settings({ ...small, optimizer: 'adam', l2: 0.1, dropout: 0.2 })
    const told = await page.after([{ type: 'settings', settings: changed }])
    expect([numbers(told), told.isReproducible]).toEqual([numbers(before), false])
    const after = await page.steps(2)
    expect([after.epoch, after.isReproducible]).toEqual([7, false])
    expect(page.records.map((record) => record.epoch)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect((await page.after([{ type: 'seek', epoch: 0 }])).isReproducible).toBe(true)
    const again = await page.steps(2)
    const plain = new Listener()
    await plain.start({ ...small, optimizer: 'adam', l2: 0.1, dropout: 0.2 })
    expect([again.isReproducible, numbers(again)]).toEqual([true, numbers(await plain.steps(2))])
  })

  test('changes while the run goes on', async () => {
    const page = new Listener()
    await page.start(small)
    await page.after([{ type: 'run' }], (news) => news.epoch > 5)
    const changed = settings({ ...small, batch: 5 })
    const first = await page.after([{ type: 'settings', settings: changed }], () => true)
    const later = await page.after([], (news) => news.epoch > first.epoch + 5)
    expect([later.isRunning, later.isReproducible]).toEqual([true, false])
    await page.after([{ type: 'pause' }])
    expect(page.records.map((record) => record.epoch)).toEqual(page.records.map((_, i) => i + 1))
  })

  test('a loss that does not fit is refused in words, and the old one stays', async () => {
    const page = new Listener()
    await page.start({ data: 'waves', count: 30 })
    await page.after([{ type: 'settings', settings: settings({ data: 'waves', count: 30, loss: 'hinge' }) }])
    expect(page.news.findLast((news) => news.type === 'fault')).toEqual({
      type: 'fault',
      message: 'Loss: hinge is for classes, and these data have numbers. Choose another loss.',
    })
    expect((await page.steps(1)).epoch).toBe(1)
  })
})

describe('edits', () => {
  test('a parameter that is set by hand is where the next pass begins', async () => {
    const page = new Listener()
    await page.start({ ...small, rate: 0 })
    await page.steps(2)
    const told = await page.after([{ type: 'edit', parameter: 3, value: 0.125 }])
    expect([told.parameters[3], told.isReproducible]).toEqual([0.125, false])
    const next = await page.steps(1)
    expect(next.parameters[3]).toBe(0.125)
    // Also where the run has been stopped and continues from a kept step.
    await page.after([{ type: 'seek', epoch: 1 }, { type: 'edit', parameter: 3, value: -2 }], (news) => news.parameters[3] === -2) // oxfmt-ignore
    expect((await page.steps(1)).parameters[3]).toBe(-2)
  })

  test('the map follows an edit at once', async () => {
    const page = new Listener()
    const before = await page.start(small)
    const after = await page.after([{ type: 'edit', parameter: 12, value: 50 }]) // the bias of the output
    const outputs = (news: RunNews) => news.map!.slice(3 * 10_000)
    expect(before.map).toHaveLength(4 * 10_000)
    expect(outputs(after)[77]! - outputs(before)[77]!).toBeCloseTo(50, 3)
    expect([...after.map!.slice(0, 3 * 10_000)]).toEqual([...before.map!.slice(0, 3 * 10_000)])
  })
})

describe('ends', () => {
  test('stops after as many passes as the settings say', async () => {
    const page = new Listener()
    await page.start({ ...small, stopAfter: 12 })
    const { epoch } = await page.after([{ type: 'run' }])
    expect(epoch).toBe(12)
    const end = await page.next((news) => news.type === 'remark', 0)
    expect(end).toMatchObject({ reason: 'stop', message: 'The run ended, because “Stop after” is 12 passes. Raise it to continue.' }) // oxfmt-ignore
    expect((await page.after([{ type: 'run' }])).epoch).toBe(12)
    await page.after([{ type: 'settings', settings: settings({ ...small, stopAfter: 0 }) }])
    expect((await page.steps(3)).epoch).toBe(15)
  })

  test('runs out of patience, and takes the weights with the lowest validation loss', async () => {
    const page = new Listener()
    await page.start({ ...small, noise: 0.6, hidden: [12], optimizer: 'adam', rate: 0.05, patience: 10 })
    const from = page.news.length
    page.send({ type: 'run' })
    const end = await page.next((news) => news.type === 'remark', from)
    const last = page.news.findLast((news): news is RunNews => news.type === 'run')!
    const losses = page.records.map((record) => record.validationLoss!)
    const best = losses.indexOf(Math.min(...losses)) + 1
    expect(losses).toHaveLength(best + 10)
    expect(last.epoch).toBe(best)
    expect(end).toMatchObject({
      reason: 'patience',
      message: `The validation loss has not fallen for 10 passes. The network has the weights of pass ${best}, the best so far.`,
    })
    const plain = new Listener()
    await plain.start({ ...small, noise: 0.6, hidden: [12], optimizer: 'adam', rate: 0.05 })
    expect(numbers(last)).toEqual(numbers(await plain.steps(best)))
    expect(last.isReproducible).toBe(true)
  })

  test('says that patience needs validation examples, also when it is set later', async () => {
    const note = 'Patience has no effect, because there are no validation examples. Raise “Validation share”.'
    const page = new Listener()
    await page.start({ ...small, patience: 3, validation: 0 })
    expect(page.data.notes).toEqual([note])
    await page.after([{ type: 'settings', settings: settings({ ...small, validation: 0 }) }])
    expect(page.data.notes).toEqual([])
    await page.after([{ type: 'settings', settings: settings({ ...small, validation: 0, patience: 2 }) }])
    expect(page.data.notes).toEqual([note])
    const { epoch } = await page.steps(5)
    expect(epoch).toBe(5)
    expect(page.news.filter((news) => news.type === 'data')).toHaveLength(3)
  })

  test('a run whose loss rises says so once, and again after it has gone back', async () => {
    const page = new Listener()
    await page.start({ ...small, rate: 30 })
    const remarks = () => page.news.filter((news) => news.type === 'remark')
    const { start } = await page.steps(20)
    expect(remarks()).toHaveLength(1)
    const [, now, before] = /: ([\d.]+) after pass 3, from ([\d.]+) at the start\. The same answer for all examples would have 0\.693\. The learning rate 30 is/.exec(remarks()[0]!.message)! // oxfmt-ignore
    expect(Number(before)).toBeCloseTo(start.loss, 2)
    expect(Number(now) / page.records[2]!.loss).toBeCloseTo(1, 2)
    await page.after([{ type: 'seek', epoch: 0 }])
    await page.steps(20)
    expect(remarks()).toHaveLength(2)
    await page.start(small)
    await page.steps(40)
    await page.start({ ...small, data: 'waves', rate: 1, count: 60 })
    await page.steps(3)
    expect(remarks()).toHaveLength(3)
    expect(remarks()[2]!.message).toContain('for all examples would have 0.') // the variance of the numbers
  })

  test('a run that no longer falls says so once, and what may help', async () => {
    const page = new Listener()
    const remarks = () => page.news.flatMap((news) => (news.type === 'remark' ? [news.message] : []))
    const until = () => page.news.findLast((news) => news.type === 'remark')!.until!
    await page.start({ data: 'spiral', count: 60, hidden: [], rate: 0.1 })
    await page.steps(1200)
    expect(remarks()).toHaveLength(1)
    expect(remarks()[0]).toMatch(
      /^The training loss has hardly fallen in the last 250 passes: it is 0\.\d+\. The same answer for all examples would have 0\.693\. Without a hidden layer the network is linear\. Add a layer, or features such as x₁²\.$/,
    )
    expect(until() / page.records[499]!.loss).toBeCloseTo(0.9, 12)
    await page.start({ data: 'spiral', count: 60, hidden: [2], rate: 1e-9 })
    await page.steps(500)
    expect(remarks()).toHaveLength(2)
    expect(remarks()[1]).toContain('Try more units or another layer, other features, or another learning rate.')
    await page.start({ ...small, data: 'circles', hidden: [4], rate: 0.3 }) // it learns
    await page.steps(1100)
    expect(remarks()).toHaveLength(2)
    await page.start({ data: 'spiral', count: 60, hidden: [4], init: 'zeros' })
    await page.steps(500)
    expect(remarks()[2]).toContain('All first weights are 0, so all units of a layer stay equal')
  })

  test('goes back to the pass with the lowest validation loss, also while it runs', async () => {
    const page = new Listener()
    await page.start({ ...small, data: 'spiral', hidden: [16], rate: 1, noise: 0.5 })
    page.send({ type: 'run' })
    await page.next((news) => news.type === 'run' && news.epoch >= 60, 0)
    const best = await page.after([{ type: 'seekBest' }])
    const losses = page.records.map(({ validationLoss }) => validationLoss!)
    expect(losses[best.epoch - 1]).toBe(Math.min(...losses))
    expect(best.losses.validationLoss).toBe(losses[best.epoch - 1])
    expect((await page.steps(1)).epoch).toBe(best.epoch + 1)
  })

  test('a run that diverges says where and why, and can go back', async () => {
    const page = new Listener()
    await page.start({ data: 'waves', count: 60, hidden: [3], activation: 'relu', rate: 100 })
    page.send({ type: 'run' })
    const end = await page.next((news) => news.type === 'remark' && news.reason !== 'worse', 0)
    expect(end).toMatchObject({ reason: 'diverged' })
    expect((end as { message: string }).message).toMatch(
      /^The run stopped in pass \d+, batch \d+: .* (became|gave) .*\. The network has its last finite weights\. Go back to an earlier step, and choose a lower learning rate\.$/,
    )
    const last = page.news.findLast((news): news is RunNews => news.type === 'run')!
    expect(last.isRunning).toBe(false)
    expect(numbers(last).every(Number.isFinite)).toBe(true)
    expect(last.isReproducible).toBe(false)
    await page.after([{ type: 'seek', epoch: 0 }])
    const calm = { data: 'waves', count: 60, hidden: [3], activation: 'relu', rate: 0.01 } as const
    await page.after([{ type: 'settings', settings: settings(calm) }])
    const plain = new Listener()
    await plain.start(calm)
    expect(numbers(await page.steps(5))).toEqual(numbers(await plain.steps(5)))
  })
})

describe('undo', () => {
  const start = (id: number, values: object, was?: { id: number; epoch: number }) =>
    ({ type: 'start', id, settings: settings({ ...small, ...values }), ...(was && { was }) }) as const
  const isRunOf = (id: number) => (news: RunNews) => news.id === id && !news.isRunning

  test('goes back to a pass of an earlier run, with its curve, and goes on from there with the same bits', async () => {
    const page = new Listener()
    await page.start(small)
    const four = await page.steps(4)
    const records = [...page.records]
    const five = await page.steps(1)
    await page.after([start(2, { hidden: [5] })], isRunOf(2))
    expect(page.data.sizes).toEqual([2, 5, 1])
    const from = page.news.length
    const back = await page.after([start(3, { weights: numbers(four) }, { id: 1, epoch: 4 })], isRunOf(1))
    expect([back.epoch, back.from, numbers(back)]).toEqual([4, 1, numbers(four)])
    expect(page.data.sizes).toEqual([2, 3, 1])
    expect(page.news[from]!.type).toBe('data')
    expect(back.records.slice(0, 4)).toEqual(records)
    expect(numbers(await page.steps(1))).toEqual(numbers(five))
  })

  test('brings back weights of a pass that is not kept, and the first weights after they were edited', async () => {
    const page = new Listener()
    const first = await page.start(small)
    const edit = { type: 'edit', parameter: 0, value: 5 } as const
    await page.after([edit])
    const untouched = await page.after([start(2, {}, { id: 1, epoch: 0 })], isRunOf(1))
    expect([numbers(untouched), untouched.isReproducible]).toEqual([numbers(first), true])
    const six = await page.steps(6)
    const edited = await page.after([edit])
    const back = await page.after([start(3, { weights: numbers(six) }, { id: 1, epoch: 6 })], isRunOf(1))
    expect([back.epoch, numbers(back)]).toEqual([6, numbers(six)])
    expect(back.losses.loss).toBeCloseTo(six.losses.loss, 12)
    const again = await page.after([start(4, { weights: numbers(edited) }, { id: 1, epoch: 6 })], isRunOf(1))
    expect(numbers(again)).toEqual(numbers(edited))
    expect([again.losses, again.obeyed]).toEqual([edited.losses, 4])
    await page.after([{ type: 'seek', epoch: 0 }])
    const sought = await page.after([{ type: 'seek', epoch: 6 }])
    expect([sought.epoch, numbers(sought), sought.losses]).toEqual([6, numbers(edited), edited.losses])
    expect((await page.steps(1)).epoch).toBe(7)
  })

  test('takes over the settings of that time', async () => {
    const page = new Listener()
    await page.start(small)
    const one = await page.steps(1)
    await page.after([{ type: 'settings', settings: settings({ ...small, rate: 9 }) }])
    await page.after([start(2, { weights: numbers(one) }, { id: 1, epoch: 1 })], isRunOf(1))
    const two = await page.steps(1)
    const other = new Listener()
    await other.start(small)
    expect(numbers(two)).toEqual(numbers(await other.steps(2)))
  })

  test('begins a new run with the weights if the earlier run is gone, or has taken another way', async () => {
    const page = new Listener()
    await page.start(small)
    const three = await page.steps(3)
    await page.after([{ type: 'seek', epoch: 0 }])
    await page.steps(1)
    const other = await page.after([start(2, { weights: numbers(three) }, { id: 1, epoch: 3 })], isRunOf(2))
    expect([other.epoch, numbers(other)]).toEqual([0, numbers(three)])
    for (let id = 3; id < 11; id++) await page.after([start(id, {})], isRunOf(id))
    const late = await page.after([start(11, { weights: numbers(three) }, { id: 1, epoch: 1 })], isRunOf(11))
    expect([late.epoch, numbers(late)]).toEqual([0, numbers(three)])
  })
})

test('the confusion matrix counts the validation examples', async () => {
  const page = new Listener()
  await page.start({ data: 'three-blobs', count: 100, noise: 0.1, hidden: [4], rate: 1 })
  const { confusion } = await page.steps(60)
  expect(confusion!.map((row) => row.reduce((a, b) => a + b))).toEqual([10, 10, 10])
  expect(confusion!.map((row, k) => row[k])).toEqual([10, 10, 10])
  await page.start({ data: 'circles', count: 40, validation: 0 })
  const two = (await page.steps(1)).confusion!
  expect(two.map((row) => row.reduce((a, b) => a + b))).toEqual([20, 20])
  await page.start({ data: 'waves', count: 40 })
  expect((await page.steps(1)).confusion).toBeUndefined()
})

test('data that cannot be read end in a message, and the next start works', async () => {
  const page = new Listener()
  const own = { name: 'my.csv', text: 'a,b\n1,2\n3', target: 'b' }
  page.send({ type: 'start', id: 1, settings: settings({ data: 'own' }), own })
  expect(await page.next((news) => news.type === 'fault', 0)).toMatchObject({ message: expect.stringContaining('my.csv, line 3') }) // oxfmt-ignore
  page.send({ type: 'run' }, { type: 'step', passes: 1 }, { type: 'seek', epoch: 3 })
  expect((await page.start(small)).epoch).toBe(0)
})
