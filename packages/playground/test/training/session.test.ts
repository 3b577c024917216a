import { expect, test } from '@jest/globals'
import { initialOf } from '../../src/state/group.js'
import { NETWORK, type NetworkSettings } from '../../src/network/settings.js'
import type { DataNews, EndNews, FromWorker, RunNews } from '../../src/training/messages.js'
import { Session } from '../../src/training/session.js'

const initial = initialOf<NetworkSettings>(NETWORK)

/** A session that has started, with all it says. */
async function started(settings: Partial<NetworkSettings> = {}) {
  const news: FromWorker[] = []
  const session = new Session((one) => news.push(one))
  session.receive({ type: 'start', settings: { ...initial, count: 60, ...settings } })
  await session.settled()
  const run = () => news.findLast((one): one is RunNews => one.type === 'run')!
  const step = async (passes: number) => {
    session.receive({ type: 'step', passes })
    await session.settled()
    return run()
  }
  return { session, news, run, step }
}

test('starts at step 0 with data, weights and a map', async () => {
  const { news, run } = await started()
  const data = news[0] as DataNews
  expect(data).toMatchObject({ type: 'data', task: 'classes', inputs: ['x₁', 'x₂'], sizes: [2, 4, 4, 1] })
  expect(data.train.length + data.validation.length).toBe(60)
  expect(run()).toMatchObject({ epoch: 0, isRunning: false, kept: [0], records: [], isReproducible: true })
  expect(run().parameters).toHaveLength(37)
  expect(run().map).toHaveLength(9 * 100 * 100)
})

test('the passes of many steps have the bits of one run', async () => {
  const one = await (await started({ optimizer: 'adam', rate: 0.01 })).step(12)
  const many = await started({ optimizer: 'adam', rate: 0.01 })
  for (const passes of [1, 4, 7]) await many.step(passes)
  expect(many.run().epoch).toBe(12)
  expect(many.run().parameters).toEqual(one.parameters)
})

test('going on from a kept step gives the same bits again', async () => {
  const { session, step, run } = await started({ optimizer: 'momentum' })
  const { parameters } = await step(20)
  const back = run().kept.findLast((epoch) => epoch <= 15)!
  session.receive({ type: 'seek', epoch: 15 })
  await session.settled()
  expect(run().epoch).toBe(back)
  expect((await step(20 - back)).parameters).toEqual(parameters)
  session.receive({ type: 'seek', epoch: 0 })
  await session.settled()
  expect(run()).toMatchObject({ epoch: 0, isReproducible: true })
  expect((await step(20)).parameters).toEqual(parameters)
})

test('a changed weight and a changed rate count at once, and the run no longer follows from its settings', async () => {
  const { session, step, run } = await started()
  await step(2)
  session.receive({ type: 'edit', parameter: 3, value: 0.25 })
  await session.settled()
  expect(run().parameters[3]).toBe(0.25)
  expect(run()).toMatchObject({ epoch: 2, isReproducible: false })
  const before = run().parameters
  session.receive({ type: 'settings', settings: { ...initial, count: 60, rate: 0 } })
  await session.settled()
  expect((await step(1)).parameters).toEqual(before)
})

test('a run that diverges says so, and keeps its last finite step', async () => {
  const { news, run } = await (async () => {
    const one = await started({ rate: 100, activation: 'relu', data: 'waves', hidden: [8, 8] })
    one.session.receive({ type: 'run' })
    await one.session.settled()
    return one
  })()
  const end = news.find((one): one is EndNews => one.type === 'end')!
  expect(end.reason).toBe('diverged')
  expect(end.message).toContain('learning rate')
  expect(run().parameters.every(Number.isFinite)).toBe(true)
})

test('stops after the passes that are set', async () => {
  const { session, news, run } = await started({ stopAfter: 3 })
  session.receive({ type: 'run' })
  await session.settled()
  expect(run()).toMatchObject({ epoch: 3, isRunning: false })
  expect(news.at(-1)).toMatchObject({ type: 'end', reason: 'stop' })
})

test('what cannot be trained is a fault in words', async () => {
  const { news } = await started({ data: 'waves', loss: 'hinge' })
  expect(news).toEqual([
    { type: 'fault', message: 'Loss: hinge is for classes, and these data have numbers. Choose another loss.' },
  ])
})
