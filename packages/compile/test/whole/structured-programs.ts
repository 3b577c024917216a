/**
 * Random programs that look like what people write: loops over arrays. A program is a list of steps. Each step takes arrays
 * from a pool and adds one array to it. At first the pool has the inputs, the parameters and some constants.
 */
import * as engine from '@gradus/engine'
import type { Scalar, Value } from '@gradus/engine'
import { generator } from '../beside-engine.js'

const { abs, add, div, dot, exp, gt, logSumExp, max, mean, min, mul, relu, sigmoid, sin, softplus, sqrt } = engine
const { square, sub, sum, tanh, where } = engine

export interface Step {
  kind: keyof typeof STEPS
  /** Which arrays the step takes, counted from the end of the pool. */
  a: number
  b: number
  /** The lengths of its loops, where they begin, and their stride. */
  n: number
  m: number
  from: number
  stride: number
  /** Chooses among ops and shuffles. */
  pick: number
}

export interface StructuredProgram {
  seed: number
  inputs: number
  parameters: number
  steps: Step[]
  /** Chooses how the last arrays become one number. */
  end: number
}

type List = readonly Scalar[]

const UNARY = [tanh, sigmoid, relu, square, abs, softplus, sin, (x: Scalar) => exp(tanh(x)), (x: Scalar) => sqrt(add(1, square(x)))] // oxfmt-ignore
const BINARY = [add, mul, sub, max, min, (a: Scalar, b: Scalar) => div(a, add(2, square(b)))]
const choose = <T>(list: readonly T[], pick: number): T => list[pick % list.length]!
const loop = <T>(count: number, body: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => body(i))
/** The item at any position: after the end, the list begins again. */
const at = (xs: List, i: number): Scalar => xs[((i % xs.length) + xs.length) % xs.length]!

function shuffled(count: number, pick: number): number[] {
  const random = generator(pick)
  const order = loop(count, (i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

const total = (xs: List, pick: number): Scalar => {
  const ways: ((xs: List) => Scalar)[] = [
    sum,
    mean,
    logSumExp,
    (xs) => xs.reduce((a, b) => add(a, b)),
    (xs) => xs.reduceRight((a, b) => add(b, a)),
    (xs) => xs.reduce((a, b) => max(a, b)),
    (xs) => dot(xs, xs),
    (xs) => dot(xs, [...xs].reverse()),
    (xs) => sum([...xs, ...xs]),
    (xs) => xs.map((x, i) => mul(x, at(xs, i + 1))).reduce((a, b) => add(a, b)),
  ]
  return choose(ways, pick)(xs)
}

export const STEPS = {
  map: (a, _, { pick }) => a.map((x) => choose(UNARY, pick)(x)),
  zip: (a, b, { pick, from, stride }) => a.map((x, i) => choose(BINARY, pick)(x, at(b, from + stride * i))),
  broadcast: (a, b, { pick, from }) => a.map((x) => choose(BINARY, pick)(x, at(b, from))),
  constants: (a, _, { pick, m }) => a.map((x, i) => choose(BINARY, pick)(choose([0.5, 1, -1, 0, 2], i % m), x)),
  slice: (a, _, { n, from, stride }) => loop(n, (i) => at(a, from + stride * i)),
  gather: (a, _, { n, pick }) => loop(n, (i) => a[shuffled(a.length, pick + Math.floor(i / a.length))[i % a.length]!]!),
  shuffle: (a, b, { pick }) => shuffled(a.length, pick).map((j, i) => mul(a[j]!, at(b, i))),
  rows: (a, b, { n, m, from, pick }) =>
    loop(n, (i) => choose(UNARY, pick)(mul(div(1, m), dot(loop(m, (j) => at(a, from + i * m + j)), loop(m, (j) => at(b, j)))))), // oxfmt-ignore
  columns: (a, b, { n, m, from, pick }) =>
    loop(n, (i) => choose(BINARY, pick)(dot(loop(m, (j) => at(a, from + j * n + i)), loop(m, (j) => at(b, j))), at(b, i))), // oxfmt-ignore
  products: (a, b, { n, m }) =>
    loop(n, (i) => loop(m, (j) => mul(at(a, i * m + j), at(b, j))).reduce((s, x) => add(s, x))),
  outer: (a, b, { n, m }) => loop(n * m, (k) => mul(at(a, Math.floor(k / m)), at(b, k % m))),
  windows: (a, b, { n, m, stride }) =>
    loop(n, (i) =>
      dot(
        loop(m, (j) => at(a, i * stride + j)),
        loop(m, (j) => at(b, j)),
      ),
    ),
  recurrence: (a, b, { n, from }) => {
    let h: Scalar = at(b, from)
    return loop(n, (i) => (h = tanh(add(mul(h, at(b, from + 1)), at(a, i)))))
  },
  scan: (a, _, { n }) => {
    let s: Scalar = 0
    return loop(n, (i) => (s = add(s, at(a, i))))
  },
  branch: (a, b, { from, stride }) =>
    a.map((x, i) => where(gt(x, at(b, from + stride * i)), square(x), mul(at(b, i), 0.5))),
  everyThird: (a, b, { pick }) => a.map((x, i) => (i % 3 === 0 ? choose(UNARY, pick)(x) : add(x, at(b, i)))),
  twice: (a, b, { pick }) => [...a.map((x, i) => mul(choose(UNARY, pick)(x), at(b, i))), ...a.map((x) => choose(UNARY, pick)(x))], // oxfmt-ignore
  totals: (a, _, { n, m, stride, pick }) =>
    loop(n, (i) =>
      total(
        loop(m, (j) => at(a, i * stride + j)),
        pick,
      ),
    ),
  interleave: (a, b) => a.flatMap((x, i) => [x, at(b, i)]),
  reverse: (a) => [...a].reverse(),
} satisfies Record<string, (a: List, b: List, step: Step) => Scalar[]>

const MOST = 48
const CONSTANTS = loop(7, (i) => [1.5, -0.25, 0, 1, 0.75, -1, 2][i]!)

/** All arrays of the program, computed on numbers or on Values. */
function pool({ steps }: StructuredProgram, xs: List, ws: List): List[] {
  const lists: List[] = [CONSTANTS, ws, xs].filter((list) => list.length > 0)
  for (const step of steps) {
    const [a, b] = [step.a, step.b].map((back) => choose(lists, lists.length - 1 - (back % lists.length)))
    lists.push(STEPS[step.kind](a!, b!, step).slice(0, MOST))
  }
  return lists
}

export function runStructured(program: StructuredProgram, xs: List, ws: List): Value {
  const lists = pool(program, xs, ws)
  const used = program.end % 2 === 0 ? [lists.at(-1)!] : lists.slice(-4)
  const parts = used.map((list, i) => mul(total(list, program.end + i), 0.1))
  const result = sum([...parts, mul(0, xs[0]!)])
  return result as Value
}

/** A random program. A tanh follows each step that leaves ±100. */
export function randomStructured(seed: number): StructuredProgram {
  const random = generator(seed)
  const below = (n: number) => Math.floor(n * random())
  const program: StructuredProgram = {
    seed,
    inputs: 1 + below(random() < 0.5 ? 5 : 40),
    parameters: random() < 0.2 ? 0 : 1 + below(60),
    steps: [],
    end: below(1000),
  }
  const { xs, ws } = pointOf(program, 1)
  const kinds = Object.keys(STEPS) as Step['kind'][]
  const count = 2 + below(7)
  for (let i = 0; i < count; i++) {
    const [a, b, n, m] = [below(4), below(4), 1 + below(12), 1 + below(random() < 0.5 ? 5 : 16)]
    const step: Step = { kind: choose(kinds, below(1e6)), a, b, n, m, from: below(6), stride: 1 + below(4), pick: below(1e6) } // oxfmt-ignore
    program.steps.push(step)
    const large = (pool(program, xs, ws).at(-1) as number[]).some((x) => Math.abs(x) > 100)
    if (large) program.steps.push({ ...step, kind: 'map', a: 0, pick: 0 })
  }
  return program
}

/** Numbers for the inputs of `examples` examples, and for the parameters. */
export function pointOf({ seed, inputs, parameters }: StructuredProgram, examples: number, replay = 0) {
  const random = generator(seed + 7 + 1000 * replay)
  const draw = (count: number) => loop(count, () => 2 * random() - 1)
  return { ws: draw(parameters), xs: draw(inputs * examples) }
}

export const showStructured = (program: StructuredProgram): string => JSON.stringify(program)
