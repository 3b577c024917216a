/** What goes wrong on several threads is an error at once, and the batch after it is right. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { dot, mul, sub, tanh, Value } from '@gradus/engine'
import type { Worker } from 'node:worker_threads'
import { CompiledStep, type LoadRow, ThreadsError } from '../src/index.js'

const COUNT = 100
const DIED =
  'CompiledStep: a worker thread ended before its work was done. Evaluate the batch again, with new threads, or pass threads: 1.'
const w = Array.from({ length: 5 }, (_, i) => new Value(i / 5))
const examples = Float64Array.from({ length: 6 * COUNT }, (_, i) => Math.sin(i))
const load: LoadRow = (row, numbers, at) => numbers.set(examples.subarray(6 * row, 6 * (row + 1)), at)

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
function evaluate(step: CompiledStep): number[] {
  const { loss, norm } = step.evaluate(COUNT, load)
  step.readGradient()
  return [loss, norm, ...w.map((p) => p.grad)]
}

function rightOn(threads: number): number[] {
  const step = start(threads)
  const numbers = evaluate(step)
  step.dispose()
  return numbers
}

describe.each([1, 2, 3])('%d threads: a load that throws', (threads) => {
  test('once, at any call, is its own error, and the next batch is right', () => {
    const expected = rightOn(threads)
    let calls = 0
    const failingAt = (failing: number): LoadRow => {
      calls = 0
      return (...where) => {
        if (++calls === failing) throw new Error(`call ${failing}`)
        load(...where)
      }
    }
    const step = start(threads)
    step.evaluate(COUNT, failingAt(0))
    step.dispose()
    const all = calls // the examples that are compared, and each example of the batch
    expect(all).toBeGreaterThan(5)
    for (let failing = 1; failing <= all; failing++) {
      const step = start(threads)
      expect(() => step.evaluate(COUNT, failingAt(failing))).toThrow(new Error(`call ${failing}`))
      expect(() => step.apply(1, [0.1])).toThrow('apply: there is no gradient yet. Call evaluate first.')
      expect(evaluate(step)).toEqual(expected)
      expect(evaluate(step)).toEqual(expected)
      step.dispose()
    }
  })

  test('again and again takes no more memory', () => {
    const step = start(threads)
    const { arena } = (step as unknown as { program: { arena: { used: number } } }).program
    evaluate(step)
    const { used } = arena
    for (let i = 0; i < 10; i++) {
      const late: LoadRow = (row, ...where) => {
        if (row >= 48) throw new Error('late')
        load(row, ...where)
      }
      expect(() => step.evaluate(COUNT, late)).toThrow('late')
    }
    expect(evaluate(step)).toEqual(rightOn(threads))
    expect(arena.used).toBe(used)
    step.dispose()
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
    const step = start(threads)
    const expected = evaluate(step)
    await heard()
    expect(workers.length).toBe(threads - 1)
    return { step, expected, last: workers.at(-1)! }
  }

  test('before a batch is an error, and the batch after it is right', async () => {
    const { step, expected, last } = await withWorkers()
    await last.terminate()
    const error = (() => {
      try {
        return step.evaluate(COUNT, load)
      } catch (error) {
        return error as Error
      }
    })()
    expect(error).toBeInstanceOf(ThreadsError)
    expect((error as Error).message).toBe(DIED)
    expect(() => step.apply(1, [0.1])).toThrow('apply: there is no gradient yet. Call evaluate first.')
    expect(evaluate(step)).toEqual(expected)
    step.dispose()
  })

  test('before or during a batch, while this thread hears of nothing', async () => {
    for (const when of [-1, 0, 20, 50, 90]) {
      const { step, expected, last } = await withWorkers()
      if (when < 0) void last.terminate()
      const ending: LoadRow = (row, ...where) => {
        if (row === when) void last.terminate()
        load(row, ...where)
      }
      // It may have done its share by then: what matters is that nothing hangs, and nothing is wrong.
      const results: unknown[] = []
      for (let i = 0; i < 2; i++) {
        try {
          step.evaluate(COUNT, ending)
          step.readGradient()
          results.push(w.map((p) => p.grad))
        } catch (error) {
          results.push((error as Error).message)
        }
      }
      const right = expected.slice(2)
      for (const result of results) expect([right, DIED]).toContainEqual(result)
      if (when < 0) expect(results).toEqual([DIED, right])
      expect(evaluate(step)).toEqual(expected)
      step.dispose()
    }
  })

  test('before the step is disposed of does not hinder it', async () => {
    const { step, last } = await withWorkers()
    await last.terminate()
    step.dispose()
    expect(() => step.evaluate(COUNT, load)).toThrow('evaluate: this step was disposed of. Make a new CompiledStep.')
  })
})
