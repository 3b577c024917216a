/** What goes wrong on several threads is an error at once, and the batch after it is right. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { dot, mul, sub, tanh, Value } from '@gradus/engine'
import type { Worker } from 'node:worker_threads'
import { type Load, ThreadsError, CompiledStep } from '../src/index.js'

const COUNT = 100
const DIED =
  'CompiledStep: a worker thread ended before its work was done. Evaluate the batch again, with new threads, or pass threads: 1.'
const w = Array.from({ length: 5 }, (_, i) => new Value(i / 5))
const examples = Float64Array.from({ length: 6 * COUNT }, (_, i) => Math.sin(i))
const load: Load = (start, lanes, base, numbers) => numbers.set(examples.subarray(6 * start, 6 * (start + lanes)), base)

const start = (threads: number) =>
  new CompiledStep({
    loss: (x: Value[], t: Value) => tanh(dot(w, x)).sub(t).square(),
    shape: [5, 'scalar'],
    parameters: w,
    update: { state: 0, coefficients: 1, formula: (p, g, _, [lr]) => [sub(p, mul(lr!, g))] },
    backend: 'wasm',
    threads,
  })

/** Loss, norm and gradient of the whole batch. */
function evaluate(training: CompiledStep): number[] {
  const { loss, norm } = training.evaluate(COUNT, load)
  training.readGradient()
  return [loss, norm, ...w.map((p) => p.grad)]
}

function rightOn(threads: number): number[] {
  const training = start(threads)
  const numbers = evaluate(training)
  training.dispose()
  return numbers
}

describe.each([1, 2, 3])('%d threads: a load that throws', (threads) => {
  test('once, at any call, is its own error, and the next batch is right', () => {
    const expected = rightOn(threads)
    let calls = 0
    const failingAt = (failing: number): Load => {
      calls = 0
      return (...where) => {
        if (++calls === failing) throw new Error(`call ${failing}`)
        load(...where)
      }
    }
    const training = start(threads)
    training.evaluate(COUNT, failingAt(0))
    training.dispose()
    const all = calls // the examples that are compared, and each block
    expect(all).toBeGreaterThan(5)
    for (let failing = 1; failing <= all; failing++) {
      const training = start(threads)
      expect(() => training.evaluate(COUNT, failingAt(failing))).toThrow(new Error(`call ${failing}`))
      expect(() => training.apply(1, [0.1])).toThrow('apply: there is no gradient yet. Call evaluate first.')
      expect(evaluate(training)).toEqual(expected)
      expect(evaluate(training)).toEqual(expected)
      training.dispose()
    }
  })

  test('again and again takes no more memory', () => {
    const training = start(threads)
    const { arena } = (training as unknown as { code: { arena: { used: number } } }).code
    evaluate(training)
    const { used } = arena
    for (let i = 0; i < 10; i++) {
      const late: Load = (from, ...where) => {
        if (from >= 48) throw new Error('late')
        load(from, ...where)
      }
      expect(() => training.evaluate(COUNT, late)).toThrow('late')
    }
    expect(evaluate(training)).toEqual(rightOn(threads))
    expect(arena.used).toBe(used)
    training.dispose()
  })
})

describe.each([2, 3])('%d threads: a worker that ends', (threads) => {
  const workers: Worker[] = []
  const seen = (worker: Worker) => workers.push(worker)
  // The tests run with a copy of the process, which hears of no workers; this is the one that Node's own classes have.
  const { constructor } = process.getBuiltinModule('node:worker_threads').Worker as unknown as {
    constructor: (code: string) => () => NodeJS.Process
  }
  const events = constructor('return process')()
  beforeAll(() => void events.on('worker', seen))
  afterAll(() => void events.off('worker', seen))

  /** A training whose threads are at work, and these. */
  async function withWorkers() {
    const heard = () => new Promise((resolve) => setTimeout(resolve))
    await heard() // of those before
    workers.splice(0)
    const training = start(threads)
    const expected = evaluate(training)
    await heard()
    expect(workers.length).toBe(threads - 1)
    return { training, expected, last: workers.at(-1)! }
  }

  test('before a batch is an error, and the batch after it is right', async () => {
    const { training, expected, last } = await withWorkers()
    await last.terminate()
    const error = (() => {
      try {
        return training.evaluate(COUNT, load)
      } catch (error) {
        return error as Error
      }
    })()
    expect(error).toBeInstanceOf(ThreadsError)
    expect((error as Error).message).toBe(DIED)
    expect(() => training.apply(1, [0.1])).toThrow('apply: there is no gradient yet. Call evaluate first.')
    expect(evaluate(training)).toEqual(expected)
    training.dispose()
  })

  test('before or during a batch, while this thread hears of nothing', async () => {
    for (const when of [-1, 0, 20, 50, 90]) {
      const { training, expected, last } = await withWorkers()
      if (when < 0) void last.terminate()
      const ending: Load = (from, lanes, ...where) => {
        if (when >= from && when < from + lanes) void last.terminate()
        load(from, lanes, ...where)
      }
      // It may have done its share by then: what matters is that nothing hangs, and nothing is wrong.
      const results: unknown[] = []
      for (let i = 0; i < 2; i++) {
        try {
          training.evaluate(COUNT, ending)
          training.readGradient()
          results.push(w.map((p) => p.grad))
        } catch (error) {
          results.push((error as Error).message)
        }
      }
      const right = expected.slice(2)
      for (const result of results) expect([right, DIED]).toContainEqual(result)
      if (when < 0) expect(results).toEqual([DIED, right])
      expect(evaluate(training)).toEqual(expected)
      training.dispose()
    }
  })

  test('before the end of the training does not hinder it', async () => {
    const { training, last } = await withWorkers()
    await last.terminate()
    training.dispose()
    expect(() => training.evaluate(COUNT, load)).toThrow('evaluate: this training was disposed of. Make another one.')
  })
})
