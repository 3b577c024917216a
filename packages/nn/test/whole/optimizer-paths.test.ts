/** The paths of the optimizers against PyTorch's, recorded in double precision (testkit/references/optimizers.py). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import type { Data } from '../../src/index.js'
import { accumulate, Adagrad, Adam, AdamW, LBFGS, MLP, mse, Optimizer, RMSProp, SGD } from '../../src/index.js'

interface Path {
  problem: 'valley' | 'net'
  optimizer: 'SGD' | 'Adagrad' | 'RMSProp' | 'Adam' | 'AdamW'
  options: Record<string, number | boolean>
  path: number[][]
}
const paths = JSON.parse(
  readFileSync(new URL('../../../testkit/references/optimizers.json', import.meta.url), 'utf8'),
) as Path[]

const data: Data = {
  inputs: [
    [0.5, -1],
    [1.5, 0.3],
    [-0.7, 0.8],
    [0, -0.4],
    [-1.2, -0.9],
  ],
  targets: [[0.3], [-0.6], [0.9], [0.1], [-0.2]],
}
const theta = [
  [
    [0.1, 0.5, -0.4],
    [-0.2, 0.3, 0.8],
    [0.05, -0.7, 0.2],
  ],
  [[0.15, 0.6, -0.5, 0.9]],
]

/** f(x, y) = sin(3x) + x²y² + (y − x²)². */
const valley = ([x, y]: Value[]) => x!.mul(3).sin().add(x!.square().mul(y!.square())).add(y!.sub(x!.square()).square())

const problems = {
  valley: () => {
    const parameters = [new Value(-1.1), new Value(1.4)]
    const gradients = () => {
      for (const p of parameters) p.zeroGrad()
      valley(parameters).backward()
    }
    return { parameters, gradients, read: () => parameters.map((p) => p.data) }
  },
  net: () => {
    const model = MLP.fromTheta(theta)
    const parameters = model.parameters()
    const gradients = () => void accumulate(model, parameters, data, mse)
    return { parameters, gradients, read: () => model.theta().flat(2) }
  },
}
const kinds = { SGD, Adagrad, RMSProp, Adam, AdamW }

test('there is a path for each optimizer on each problem', () => {
  for (const name of Object.keys(kinds)) {
    for (const problem of Object.keys(problems)) {
      expect(paths.filter((p) => p.optimizer === name && p.problem === problem).length).toBeGreaterThanOrEqual(2)
    }
  }
})

test.each(paths.map((p) => [p.optimizer, p.problem, JSON.stringify(p.options), p] as const))(
  '%s on the %s with %s follows the recorded path',
  (name, problem, _, { options, path }) => {
    const { parameters, gradients, read } = problems[problem]()
    const optimizer: Optimizer = new kinds[name](parameters, options as never)
    expect(path).toHaveLength(40)
    for (const row of path) {
      gradients()
      optimizer.step()
      read().forEach((x, i) => expect(Math.abs(x - row[i]!)).toBeLessThan(1e-10))
    }
  },
)

describe('state', () => {
  test.each(Object.entries(kinds))('%s goes on from a saved state as if never interrupted, through JSON', (_, Kind) => {
    const run = (interrupt: boolean) => {
      const { parameters, gradients, read } = problems.valley()
      let optimizer: Optimizer = new Kind(parameters, { lr: 0.01 })
      for (let i = 0; i < 10; i++) {
        if (interrupt && i === 5) {
          const saved = JSON.parse(JSON.stringify(optimizer.state))
          optimizer = new Kind(parameters, { lr: 0.01 })
          optimizer.state = saved
        }
        gradients()
        optimizer.step()
      }
      return read()
    }
    expect(run(true)).toEqual(run(false))
  })
  test('a state of another optimizer is refused', () => {
    const adam = new Adam([new Value(1)])
    expect(() => (adam.state = { velocity: [0] })).toThrow(
      'Adam: the saved m is undefined. Pass a state of this optimizer.',
    )
    expect(() => (adam.state = { m: [0, 0], v: [0], t: 0 })).toThrow('Adam: the saved m is an array of length 2.')
    const before = adam.state
    expect(() => (adam.state = { m: [1], v: [1], t: 'x' as never })).toThrow('Adam: the saved t is "x".')
    expect(adam.state).toEqual(before)
  })
})

describe('LBFGS', () => {
  const minimize = (f: (xs: Value[]) => Value, start: number[], options: object) => {
    const xs = start.map((x) => new Value(x))
    const optimizer = new LBFGS(xs, options)
    let evaluations = 0
    optimizer.step(() => {
      evaluations++
      optimizer.zeroGrad()
      const y = f(xs)
      y.backward()
      return y.data
    })
    return { xs: xs.map((x) => x.data), evaluations }
  }
  const rosenbrock = ([x, y]: Value[]) => x!.sub(1).square().add(y!.sub(x!.square()).square().mul(100))

  test('reaches the minimum of the Rosenbrock function in fewer than 60 evaluations', () => {
    for (const start of [
      [-1.2, 1],
      [-3, -4],
      [5, 5],
      [0, 0],
      [10, -10],
    ]) {
      const { xs, evaluations } = minimize(rosenbrock, start, { maxIter: 200 })
      expect(Math.hypot(xs[0]! - 1, xs[1]! - 1)).toBeLessThan(1e-7)
      expect(evaluations).toBeLessThan(60)
    }
  })
  test('solves a quadratic of ten variables exactly enough, with a short memory too', () => {
    const quadratic = (xs: Value[]) =>
      xs
        .map((x, i) =>
          x
            .sub(i)
            .square()
            .mul(i + 1),
        )
        .reduce((a, b) => a.add(b))
    for (const historySize of [1, 3, 10]) {
      const { xs } = minimize(quadratic, new Array<number>(10).fill(9), { maxIter: 100, historySize })
      xs.forEach((x, i) => expect(x).toBeCloseTo(i, 6))
    }
  })
  test('never ends higher than it began, on a function that is not convex and has no minimum to find', () => {
    const xs = [-1.1, 1.4]
    const { xs: end } = minimize(valley, xs, { maxIter: 50 })
    const value = (p: number[]) => valley(p.map((x) => new Value(x))).data
    expect(value(end)).toBeLessThan(value(xs))
    const { evaluations } = minimize(([x]) => x!.neg(), [0], { maxIter: 5 })
    expect(evaluations).toBeLessThan(200)
  })
  test('goes on from a saved state', () => {
    const run = (interrupt: boolean) => {
      const xs = [new Value(-1.2), new Value(1)]
      let optimizer = new LBFGS(xs, { maxIter: 6 })
      const evaluate = () => {
        for (const x of xs) x.zeroGrad()
        const y = rosenbrock(xs)
        y.backward()
        return y.data
      }
      optimizer.step(evaluate)
      if (interrupt) {
        const { state } = optimizer
        optimizer = new LBFGS(xs, { maxIter: 6 })
        optimizer.state = JSON.parse(JSON.stringify(state))
      }
      optimizer.step(evaluate)
      return xs.map((x) => x.data)
    }
    expect(run(true)).toEqual(run(false))
  })
  test('says what is missing', () => {
    expect(() => new LBFGS([new Value(1)]).step()).toThrow(
      'LBFGS: step was called without a function. Pass one that computes loss and gradients.',
    )
    expect(() => new LBFGS([], { historySize: 0 })).toThrow('LBFGS: the number of pairs to remember is 0.')
  })
})
