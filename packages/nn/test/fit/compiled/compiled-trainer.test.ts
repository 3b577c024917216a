/** Compiled training beside eager training: the same losses, metrics and weights, with everything that `fit` can do. */
import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { defineOp, eq, softplus, sum, unary, type Value, where } from '@gradus/engine'
import type { Data, FitOptions, History, Loss, LossName, MLPOptions, Optimizer } from '../../../src/index.js'
import {
  Adagrad,
  Adam,
  AdamW,
  activations,
  crossEntropy,
  fit,
  LBFGS,
  losses,
  MLP,
  Random,
  RMSProp,
  schedules,
  SGD,
} from '../../../src/index.js'

const random = new Random(11)
const uniform = (count: number) => Array.from({ length: count }, () => random.uniform(-1, 1))
const inputs = Array.from({ length: 50 }, () => uniform(3))
const twoNumbers: Data = { inputs, targets: inputs.map(([a, b, c]) => [Math.sin(a! + b!), b! * c!]) }
const classes: Data = { inputs, targets: inputs.map(([a, b]) => (a! > 0.2 ? 2 : a! * b! > 0 ? 1 : 0)) }
const shares: Data = { inputs, targets: inputs.map(([a, b]) => [0.5 + 0.4 * a!, b! > 0 ? 1 : 0]) }
const signs: Data = { inputs, targets: inputs.map(([a, b]) => [a! > 0 ? 1 : -1, b! > 0.1 ? 1 : -1]) }

type Make = (parameters: readonly Value[]) => Optimizer
interface Case {
  data: Data
  loss: LossName | Loss
  model?: MLPOptions
  optimizer?: Make
  fit?: Partial<FitOptions>
}

const sgd: Make = (p) => new SGD(p, { lr: 0.1 })
const cases: Record<string, Case> = {
  SGD: { data: twoNumbers, loss: 'mse', optimizer: sgd },
  'SGD with momentum': { data: twoNumbers, loss: 'mse', optimizer: (p) => new SGD(p, { lr: 0.02, momentum: 0.9 }) },
  'SGD with Nesterov and decay': {
    data: twoNumbers,
    loss: 'mse',
    optimizer: (p) => new SGD(p, { lr: 0.02, momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
  },
  Adam: { data: classes, loss: 'crossEntropy', optimizer: (p) => new Adam(p, { lr: 0.01 }) },
  AdamW: { data: classes, loss: 'crossEntropy', optimizer: (p) => new AdamW(p, { lr: 0.01, weightDecay: 0.1 }) },
  Adagrad: { data: twoNumbers, loss: 'mae', optimizer: (p) => new Adagrad(p, { lr: 0.05 }) },
  RMSProp: { data: twoNumbers, loss: 'huber', optimizer: (p) => new RMSProp(p, { lr: 0.01 }) },
  'an optimizer without a formula': {
    data: twoNumbers,
    loss: 'mse',
    optimizer: (p) => new LBFGS(p, { maxIter: 3 }),
    fit: { batchSize: 50 },
  },
  'Adam that may divide by 0': { data: twoNumbers, loss: 'mse', optimizer: (p) => new Adam(p, { eps: 0 }) },
  'dropout with slopes beyond the range of compiled steps': {
    data: { inputs, targets: twoNumbers.targets.map((t) => (t as number[]).map((ti) => ti * 1e101)) },
    loss: 'mse',
    model: { dropout: 0.4 },
    optimizer: (p) => new SGD(p, { lr: 1e-103 }),
  },
  dropout: { data: classes, loss: 'crossEntropy', model: { dropout: 0.4 } },
  'two dropouts, relu': {
    data: shares,
    loss: 'binaryCrossEntropyWithLogits',
    model: { dropout: [0.2, 0.5], activation: ['relu', 'tanh'] },
  },
  'L1 and L2': { data: twoNumbers, loss: 'mse', fit: { l1: 0.3, l2: 0.7 } },
  'L2 on the biases too': { data: twoNumbers, loss: 'mse', fit: { l2: 0.7, regularizeBiases: true } },
  'clipped norm': { data: twoNumbers, loss: 'mse', optimizer: sgd, fit: { clipNorm: 0.05 } },
  'clipped values': { data: twoNumbers, loss: 'mse', optimizer: sgd, fit: { clipValue: 0.01 } },
  schedule: { data: twoNumbers, loss: 'mse', optimizer: sgd, fit: { schedule: schedules.cosine({ epochs: 20 }) } },
  'validation, metrics': {
    data: classes,
    loss: 'crossEntropy',
    fit: { validationSplit: 0.3, metrics: ['accuracy', 'top3'], earlyStopping: { patience: 3 } },
  },
  'crossEntropy within another loss': { data: classes, loss: (y, t) => crossEntropy(y, t).mul(2) },
  'another loss of a class index': {
    data: classes,
    loss: (y, t) => sum(y.map((z, k) => where(eq(t as number, k), softplus(z.neg()), softplus(z)))),
  },
  quadratic: { data: twoNumbers, loss: 'quadratic', model: { output: 'sigmoid' } },
  hinge: { data: signs, loss: 'hinge', optimizer: sgd },
  sigmoidCrossEntropy: { data: shares, loss: 'sigmoidCrossEntropy' },
  ...Object.fromEntries(
    Object.keys(activations).map((name) => [
      `activation ${name}`,
      { data: twoNumbers, loss: 'mse', model: { activation: name as keyof typeof activations } } satisfies Case,
    ]),
  ),
}

async function run(
  { data, loss, model: options = {}, optimizer, fit: more }: Case,
  mode: 'eager' | 'compiled',
  extra: Partial<FitOptions> = {},
  looking = true,
) {
  const outputs = data === classes ? 3 : 2
  const hidden = Array.isArray(options.dropout) ? [7, 5] : [7]
  const model = new MLP([3, ...hidden, outputs], options)
  const parameters = model.parameters()
  const batches: number[] = []
  const gradients: number[][] = [] // as they went into each step
  const onBatch = ({ loss }: { loss: number }) => {
    batches.push(loss)
    gradients.push(parameters.map((p) => p.grad))
  }
  const history = await fit(model, data, {
    loss,
    epochs: 15, // 7 batches of 8 (the last of 2) each: over 100 steps
    batchSize: 8,
    optimizer: (optimizer ?? ((p: readonly Value[]) => new Adam(p, { lr: 0.01 })))(parameters),
    ...(looking ? { onBatch } : {}),
    mode,
    ...more,
    ...extra,
  })
  return { history, batches, gradients, theta: model.theta() }
}

const numbersOf = (x: unknown): number[] =>
  typeof x === 'number' ? [x] : typeof x === 'object' && x !== null ? Object.values(x).flatMap(numbersOf) : []

function close(a: unknown, b: unknown, tolerance: number): void {
  const [xs, ys] = [numbersOf(a), numbersOf(b)]
  expect(xs.length).toBe(ys.length)
  // One expect, because each of them takes longer than a hundred comparisons.
  const isClose = (x: number, y: number) => Math.abs(x - y) <= tolerance * Math.max(1e-3, Math.abs(y))
  expect(xs.flatMap((x, i) => (isClose(x, ys[i]!) ? [] : [{ i, got: x, expected: ys[i] }]))).toEqual([])
}

describe.each(Object.entries(cases))('%s', (_, aCase) => {
  let once: ReturnType<typeof run> | undefined
  const looked = () => (once ??= run(aCase, 'compiled'))
  test('gives the losses, the gradients, the history and the weights of the eager engine, to 1e-10', async () => {
    const [eager, compiled] = [await run(aCase, 'eager'), await looked()]
    expect(compiled.history.ended).toBe(eager.history.ended)
    close(compiled.batches, eager.batches, 1e-10)
    close(compiled.gradients, eager.gradients, 1e-8)
    close(compiled.history, eager.history, 1e-9)
    close(compiled.theta, eager.theta, 1e-8)
  })
  test('gives the same bits each time, whether or not anyone looks at the weights between steps', async () => {
    const { history, theta } = await looked()
    const again = await run(aCase, 'compiled', {}, false)
    expect({ history: again.history, theta: again.theta }).toEqual({ history, theta })
  })
})

test('every loss is compiled with targets as inputs', () => {
  const tested = new Set(Object.values(cases).flatMap(({ loss }) => (typeof loss === 'string' ? [loss] : [])))
  expect([...tested].sort()).toEqual(Object.keys(losses).sort())
})

test('with 32-bit numbers, learns much the same', async () => {
  const [eager, compiled] = [await run(cases.Adam!, 'eager'), await run(cases.Adam!, 'compiled', { precision: 'f32' })]
  close(compiled.batches, eager.batches, 1e-2)
  expect(compiled.batches).not.toEqual(eager.batches)
})

describe('what cannot be compiled', () => {
  const rare: Data = {
    inputs: [...inputs, ...inputs],
    targets: Array.from({ length: 100 }, (_, i) => (i === 90 ? 1 : 0)),
  }
  const inLists = ({ inputs, targets }: Data): Data => ({ inputs, targets: targets.map((t) => [t as number]) })
  /** Chooses by a number that is not known while recording. */
  class Stepping extends MLP {
    override forward(...args: Parameters<MLP['forward']>): Value[] {
      return super.forward(...args).map((y) => (y.data > 0 ? y.mul(2) : y))
    }
  }
  const { targets } = twoNumbers
  const enough: Data = { inputs: [...inputs, ...inputs], targets: [...targets, ...targets] }
  const train = (more: Partial<FitOptions>): Promise<History> =>
    fit(new Stepping([3, 2]), enough, { loss: 'mse', epochs: 2, ...more })
  const reason =
    'compile: the function reads the data of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.'

  test('runs eagerly, with one notice that says why', async () => {
    const notices: string[] = []
    const history = await train({ onNotice: (notice) => void notices.push(notice) })
    expect(notices).toEqual([
      `fit: training runs in mode 'eager', which is slower, because the model or the loss cannot be compiled. ${reason}`,
    ])
    expect(history).toEqual(await train({ mode: 'eager' }))
  })
  test.each([
    [{ precision: 'f32' }, "precision is 'f32'"],
    [{ threads: 2, batchSize: 64 }, 'threads is 2'],
  ] as const)('is an error where an option would be ignored: %j', async (option, asked) => {
    await expect(train({ ...option, onNotice: () => undefined })).rejects.toThrow(
      `fit: ${asked}, and the model or the loss cannot be compiled. ${reason} Fix that, or leave the option out.`,
    )
  })
  test.each<[string, Loss, Data]>([
    ['a rare target', ([y], t) => (t === 1 ? y!.neg().softplus() : y!.softplus()), rare],
    ['a target in a list', ([y], t) => ((t as number[])[0] === 1 ? y!.abs() : y!.square()), inLists(rare)],
  ])('a loss that decides by %s runs eagerly, with a notice', async (_, loss, data) => {
    const notices: string[] = []
    const train = async (more: Partial<FitOptions>) => {
      const model = new MLP([3, 2, 1], { seed: 3 })
      const sgd = new SGD(model.parameters(), { lr: 0.1 })
      return fit(model, data, { loss, epochs: 2, batchSize: 10, shuffle: false, optimizer: sgd, ...more })
    }
    const history = await train({ onNotice: (notice) => void notices.push(notice) })
    expect(notices).toEqual([expect.stringContaining('compile: the loss of example 90 is ')])
    expect(history).toEqual(await train({ mode: 'eager' }))
  })
  test('a loss with a number that changes between epochs goes on eagerly, with a notice', async () => {
    const notices: string[] = []
    const train = async (more: Partial<FitOptions>) => {
      let strictness = 1
      return fit(new MLP([3, 2], { seed: 3 }), enough, {
        loss: ([y], t) =>
          y!
            .sub((t as number[])[0]!)
            .square()
            .mul(strictness),
        epochs: 4,
        onEpoch: ({ epoch }) => void (strictness = epoch < 2 ? 1 : 10),
        onNotice: (notice) => void notices.push(notice),
        ...more,
      })
    }
    const history = await train({})
    expect(notices).toEqual([
      expect.stringMatching(
        /compiled\. With the first parameters, the loss of example 0 was .* and is .* now, so it uses/,
      ),
    ])
    close(history, await train({ mode: 'eager' }), 1e-10)
    await expect(train({ mode: 'compiled' })).rejects.toThrow(
      'fit: the model or the loss cannot be compiled. With the first',
    )
  })
  test('a model that decides by an input runs eagerly, with a notice', async () => {
    class Deciding extends MLP {
      override forward(...[x, ...rest]: Parameters<MLP['forward']>): Value[] {
        return super.forward(x, ...rest).map((y) => (x[0] === 0 ? y.mul(2) : y))
      }
    }
    const data = { ...enough, inputs: enough.inputs.map((x, i) => (i < 80 ? x : [0, 1, 2])) }
    const notices: string[] = []
    await fit(new Deciding([3, 2]), data, { loss: 'mse', epochs: 1, onNotice: (notice) => void notices.push(notice) })
    expect(notices).toEqual([expect.stringContaining('compile: the loss of example 80 is ')])
  })
  test('is an error if compiled training is asked for', async () => {
    await expect(train({ mode: 'compiled' })).rejects.toThrow(
      `fit: the model or the loss cannot be compiled. ${reason} Fix that, or pass mode: 'eager'.`,
    )
  })
})

test('the gradient of the first batch is compared with the engine', async () => {
  let slope = 1
  const drifting = defineOp(unary('drifting', { f: (x) => x, d: () => slope, domain: [-1, 1] }))
  const train = fit(new MLP([3, 1], { seed: 3 }), twoNumbers, {
    loss: ([y]) => drifting(y!),
    batchSize: 2,
    schedule: () => (slope = 2), // when it is compiled already
  })
  await expect(train).rejects.toThrow(/^compile: the gradient of parameter 0 is .* compiled, and .* by the engine\./)
})

test.each<[string, (p: readonly Value[]) => Optimizer]>([
  [
    'a subclass',
    (p) =>
      new (class extends SGD {
        override step(): void {
          for (const q of this.parameters) q.grad /= 2
          super.step()
        }
      })(p, { lr: 0.1 }),
  ],
  [
    'a method of the object',
    (p) => {
      const optimizer = new SGD(p, { lr: 0.1 })
      optimizer.step = () => p.forEach((q) => (q.data -= 0.01 * Math.sign(q.grad)))
      return optimizer
    },
  ],
])('a step of one’s own is taken: %s', async (_, optimizer) => {
  const aCase = { ...cases.SGD!, optimizer }
  const [eager, compiled] = [await run(aCase, 'eager'), await run(aCase, 'compiled')]
  close(compiled.theta, eager.theta, 1e-8)
})

test('data may be changed between epochs, in place and to the same length', async () => {
  const train = (mode?: 'eager') => {
    const data = { inputs: inputs.map((x) => [...x]), targets: inputs.map(([a]) => [a!]) }
    return fit(new MLP([3, 2, 1], { seed: 2 }), data, {
      loss: ([y], t) => y!.sub((t as number[])[0]!).square(),
      epochs: 3,
      onEpoch: () => data.inputs.forEach((x) => x.reverse()),
      onNotice: (notice) => expect(notice).toBe('none'),
      ...(mode === undefined ? {} : { mode }),
    })
  }
  close(await train(), await train('eager'), 1e-10)
})

test('data that get longer while they are learned from are refused', async () => {
  const data = { inputs: inputs.map((x) => [...x]), targets: twoNumbers.targets }
  const lengthen = () => void data.inputs[7]!.push(1)
  await expect(fit(new MLP([3, 2]), data, { loss: 'mse', epochs: 3, onEpoch: lengthen })).rejects.toThrow(
    'fit: input 7 has 4 numbers now, and had 3 at the start. Leave the data unchanged while fit runs.',
  )
})

describe('threads', () => {
  const many: Data = {
    inputs: Array.from({ length: 150 }, () => uniform(3)),
    targets: Array.from({ length: 150 }, () => random.integer(3)),
  }
  const train = async (more: Partial<FitOptions>) => {
    const model = new MLP([3, 6, 3], { dropout: 0.2 })
    const history = await fit(model, many, { loss: 'crossEntropy', epochs: 5, batchSize: 100, ...more })
    return { history, theta: model.theta() }
  }
  test.each([2, 3])('%d threads learn what one learns, in bits that do not depend on time', async (threads) => {
    const shared = await train({ threads })
    const alone = await train({})
    close(shared, alone, 1e-10)
    expect(shared).not.toEqual(alone) // other sums were formed, so there were other threads
    for (let i = 0; i < 2; i++) expect(await train({ threads })).toEqual(shared)
  })
  test.each([3, 140])('example %d that is refused is an error, and leaves the model as it was before', async (row) => {
    const data = { inputs: many.inputs.map((x) => [...x]), targets: many.targets }
    const [model, other] = [new MLP([3, 6, 3]), new MLP([3, 6, 3])]
    const options: FitOptions = { loss: 'crossEntropy', batchSize: 150, threads: 2 }
    const lengthen = () => void data.inputs[row]!.push(1)
    await expect(fit(model, data, { ...options, epochs: 3, onEpoch: lengthen })).rejects.toThrow(
      `fit: input ${row} has 4 numbers now, and had 3 at the start. Leave the data unchanged while fit runs.`,
    )
    await fit(other, many, { ...options, epochs: 1 })
    expect(model.theta()).toEqual(other.theta())
    expect((await fit(model, many, { ...options, epochs: 1 })).ended).toBe('epochs')
  })
  test('start in a program that node was given as text', () => {
    const program = `
      import { fit, MLP } from '../../../dist/index.js'
      const inputs = Array.from({ length: 64 }, (_, i) => [i / 64])
      const data = { inputs, targets: inputs.map(([x]) => [x * x]) }
      const { ended } = await fit(new MLP([1, 1]), data, { loss: 'mse', epochs: 1, batchSize: 64, threads: 2 })
      console.log(ended)`
    const cwd = new URL('.', import.meta.url)
    const args = ['--input-type=module', '--eval', program]
    expect(execFileSync(process.execPath, args, { cwd, encoding: 'utf8', timeout: 60_000 })).toBe('epochs\n')
  })
  test('are refused where they could do nothing', async () => {
    await expect(train({ threads: 2, batchSize: 32 })).rejects.toThrow(
      'fit: threads is 2, and a batch of 32 is too small to share. Pass a batchSize of 64 or more.',
    )
    await expect(train({ threads: 5, batchSize: 64 })).rejects.toThrow(
      'fit: threads is 5, and a batch of 64 is too small to share. Pass a batchSize of 80 or more.',
    )
    await expect(train({ threads: 2, validationSplit: 0.9 })).rejects.toThrow(
      'fit: threads is 2, and the 15 examples are too few to share. Pass 64 or more, or leave threads out.',
    )
    await expect(train({ threads: 2, mode: 'eager' })).rejects.toThrow(
      "fit: threads is 2, and mode 'eager' has one. Leave out one of them.",
    )
    await expect(train({ threads: 0 })).rejects.toThrow(
      'fit: the number of threads is 0. Pass a whole number, 1 or more.',
    )
    const model = new MLP([3, 6, 3], { activation: 'gelu' })
    await expect(fit(model, many, { loss: 'crossEntropy', batchSize: 64, threads: 2 })).rejects.toThrow(
      'CompiledStep: threads is 2, and gelu runs through its own function, which other threads do not have. Pass 1.',
    )
  })
})
