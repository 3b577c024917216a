import { expect, test } from '@jest/globals'
import type { FromWorker, RunNews } from '../../src/training/messages.js'
import { paced } from '../../src/training/paced.js'

const run = (epoch: number, from: number, isRunning = true, map?: Float32Array<ArrayBuffer>): RunNews => ({
  type: 'run',
  ...{ id: 1, obeyed: 1 },
  ...{ epoch, from, isRunning, map, passesPerSecond: 0, kept: [0], confusion: undefined, isReproducible: true },
  parameters: new Float64Array(0),
  gradient: new Float64Array(0),
  ...{ start: { loss: 1 }, losses: { loss: epoch } },
  records: Array.from({ length: epoch - from + 1 }, (_, i) => ({ epoch: from + i, loss: from + i, metrics: {} }) as never),
}) // oxfmt-ignore

/** A page whose drawings end when the test says so. */
function page() {
  const got: FromWorker[] = []
  const drawings: ((took: number) => void)[] = []
  const take = paced(
    (news) => void got.push(news),
    (callback) => void drawings.push(callback),
  )
  const drawn = async () => {
    drawings.pop()!(0)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return { got, take, drawn }
}

test('while the page draws, the news of a run are joined into one', async () => {
  const { got, take, drawn } = page()
  take(run(2, 1))
  const map = new Float32Array(1)
  take(run(4, 3, true, map))
  take(run(7, 5))
  expect(got).toHaveLength(1)
  await drawn()
  expect(got).toHaveLength(2)
  const joined = got[1] as RunNews
  expect([joined.epoch, joined.from, joined.map]).toEqual([7, 3, map])
  expect(joined.records.map(({ epoch }) => epoch)).toEqual([3, 4, 5, 6, 7])
  await drawn()
  expect(got).toHaveLength(2)
})

test('the news of a run that rests never wait, and what waited is in them', () => {
  const { got, take } = page()
  take(run(2, 1))
  take(run(4, 3))
  take(run(5, 5, false))
  expect((got[1] as RunNews).records.map(({ epoch }) => epoch)).toEqual([3, 4, 5])
  take({ type: 'remark', reason: 'stop', message: '' })
  expect(got.map(({ type }) => type)).toEqual(['run', 'run', 'remark'])
})

test('of a run that went back, the records after that are forgotten', async () => {
  const { got, take, drawn } = page()
  take(run(4, 1))
  take(run(6, 5))
  take(run(3, 3))
  await drawn()
  expect((got[1] as RunNews).records.map(({ epoch }) => epoch)).toEqual([3])
})
