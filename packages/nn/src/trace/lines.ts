/** The lines of a training step, section by section. Each is written twice: with symbols and with numbers. */
import type { Notation } from './notation.js'
import type { Step, TraceLine, TraceSection } from './step.js'

export function sectionsOf(step: Step, n: Notation): TraceSection[] {
  const { examples } = step
  const of = (k: number) => (examples.length > 1 ? `, example ${k + 1}` : '')
  return [
    ...examples.map((_, k): TraceSection => ({ title: `Forward${of(k)}`, relation: '=', lines: forward(step, k, n) })),
    { title: 'Cost', relation: '=', lines: cost(step, n) },
    ...examples.map((_, k): TraceSection => ({
      title: `Backward${of(k)}`,
      relation: '=',
      lines: backward(step, k, n),
    })),
    { title: 'Gradient', relation: '=', lines: gradient(step, n) },
    { title: 'New parameters', relation: ':=', lines: update(step, n) },
  ]
}

/** How many lines that will be, at once also for a large network. */
export function numberOfLines({ Thetas, examples, isFixed, lambda }: Step): number {
  const units = Thetas.reduce((sum, Theta) => sum + Theta.length, 0)
  const changed = Thetas.flat().reduce((sum, row) => sum + row.length - (isFixed(0) ? 1 : 0), 0)
  const costs = examples.length === 1 && lambda === 0 ? 1 : examples.length + 1
  return 3 * units * examples.length + costs + 2 * changed
}

/** The symbols. The input is x and not a⁽¹⁾. */
const symbols = (n: Notation) => ({
  theta: (l: number, i: number, j: number) => n.symbol('Θ', [i + 1, j], l + 1),
  z: (l: number, i: number) => n.symbol('z', [i + 1], l + 2),
  a: (l: number, i: number) => (l === 0 ? n.symbol('x', [i + 1]) : n.symbol('a', [i + 1], l + 1)),
  delta: (l: number, i: number) => n.symbol('δ', [i + 1], l + 2),
  y: (i: number) => n.symbol('y', [i + 1]),
})

/** A number that follows an operator. */
const operand = (n: Notation, x: number): string => (x < 0 ? n.parentheses(n.number(x)) : n.number(x))

const difference = (n: Notation, a: string, b: string): string => `${a} ${n.minus} ${b}`

/** z = Θ₀ + Σ Θ·a, a = g(z) */
function forward({ Thetas, examples, activations }: Step, k: number, n: Notation): TraceLine[] {
  const { theta, z, a } = symbols(n)
  const example = examples[k]!
  return Thetas.flatMap((Theta, l) => {
    const input = example.a[l]!
    const sums = Theta.map(([bias, ...weights], i): TraceLine => ({
      symbol: z(l, i),
      formula: n.sum([theta(l, i, 0), ...weights.map((_, j) => n.product([theta(l, i, j + 1), a(l, j)]))]),
      numbers: n.sum([
        n.number(bias!),
        ...weights.map((w, j) => n.product([operand(n, w), operand(n, input[j]!)])),
      ]),
      value: example.z[l]![i]!,
    })) // oxfmt-ignore
    const outputs = Theta.map((_, i): TraceLine => ({
      symbol: a(l + 1, i),
      formula: n.call(activations[l]!.name, z(l, i)),
      numbers: n.call(activations[l]!.name, n.number(example.z[l]![i]!)),
      value: example.a[l + 1]![i]!,
    })) // oxfmt-ignore
    return [...sums, ...outputs]
  })
}

/** The cost of each example, and J, their mean plus the L2 term. With one example and no L2 term, J is all there is. */
function cost({ Thetas, examples, Y, J, cost, lambda }: Step, n: Notation): TraceLine[] {
  const { a, y } = symbols(n)
  const L = Thetas.length
  const m = examples.length
  const costOf = (k: number): Omit<TraceLine, 'symbol'> => {
    const outputs = examples[k]!.a[L]!
    const write = (a: (i: number) => string, y: (i: number) => string) =>
      cost === 'quadratic' ? squares(n, outputs.length, a, y) : logarithms(n, outputs.length, a, y)
    return {
      formula: write((i) => a(L, i), y),
      numbers: write((i) => n.number(outputs[i]!), (i) => operand(n, Y[k]![i]!)),
      value: examples[k]!.cost,
    } // oxfmt-ignore
  }
  if (m === 1 && lambda === 0) return [{ symbol: 'J', ...costOf(0) }]
  const costs = examples.map((_, k): TraceLine => ({ symbol: n.symbol('C', [k + 1]), ...costOf(k) }))
  const square = Thetas.flat(1).reduce((sum, [, ...weights]) => sum + weights.reduce((s, w) => s + w * w, 0), 0)
  const total = (terms: readonly string[], lambda: string, squares: string, isRegular: boolean) => {
    const mean = m === 1 ? terms[0]! : n.fraction(n.sum(terms), `${m}`)
    return isRegular ? n.sum([mean, n.product([n.fraction(lambda, `${2 * m}`), squares])]) : mean
  }
  return [
    ...costs,
    {
      symbol: 'J',
      formula: total(costs.map(({ symbol }) => symbol), n.lambda, n.total(n.square(n.symbol('Θ', []))), lambda > 0),
      numbers: total(costs.map(({ value }) => n.number(value)), n.number(lambda), n.number(square), lambda > 0),
      value: J,
    },
  ] // oxfmt-ignore
}

/** ½ Σ (a − y)² */
function squares(n: Notation, count: number, a: (i: number) => string, y: (i: number) => string): string {
  const each = Array.from({ length: count }, (_, i) => n.square(n.parentheses(difference(n, a(i), y(i)))))
  return n.product([n.fraction('1', '2'), count === 1 ? each[0]! : n.parentheses(n.sum(each))])
}

/** −Σ (y log a + (1 − y) log(1 − a)) */
function logarithms(n: Notation, count: number, a: (i: number) => string, y: (i: number) => string): string {
  const each = Array.from({ length: count }, (_, i) => [
    n.product([y(i), n.log(a(i))]),
    n.product([n.parentheses(difference(n, '1', y(i))), n.log(difference(n, '1', a(i)))]),
  ])
  return n.minus + n.parentheses(n.sum(each.flat()))
}

/** δ of each unit, from the last layer to the first. */
function backward({ Thetas, examples, Y, activations, cost }: Step, k: number, n: Notation): TraceLine[] {
  const { theta, z, a, delta, y } = symbols(n)
  const example = examples[k]!
  const last = Thetas.length - 1
  const lines: TraceLine[] = []
  for (let l = last; l >= 0; l--) {
    const { name, gPrime } = activations[l]!
    for (let i = 0; i < Thetas[l]!.length; i++) {
      const zi = example.z[l]![i]!
      const write = (error: readonly string[], slope: string): string => {
        if (l === last && cost === 'crossEntropy') return error[0]!
        const isSingle = l < last && error.length === 1
        return n.product([isSingle ? error[0]! : n.parentheses(n.sum(error)), slope])
      }
      const next = l === last ? [] : Thetas[l + 1]!
      const errors =
        l === last
          ? [[difference(n, a(l + 1, i), y(i)), difference(n, n.number(example.a[l + 1]![i]!), operand(n, Y[k]![i]!))]]
          : next.map((row, u) => [
              n.product([theta(l + 1, u, i + 1), delta(l + 1, u)]),
              n.product([operand(n, row[i + 1]!), operand(n, example.delta[l + 1]![u]!)]),
            ])
      lines.push({
        symbol: delta(l, i),
        formula: write(errors.map(([formula]) => formula!), n.slope(name, z(l, i))),
        numbers: write(errors.map(([, numbers]) => numbers!), operand(n, gPrime(zi))),
        value: example.delta[l]![i]!,
      }) // oxfmt-ignore
    }
  }
  return lines
}

/** Calls `write` for each parameter that changes. */
const parametersOf = ({ Thetas, isFixed }: Step, write: (l: number, i: number, j: number) => TraceLine): TraceLine[] =>
  Thetas.flatMap((Theta, l) => Theta.flatMap((row, i) => row.flatMap((_, j) => (isFixed(j) ? [] : [write(l, i, j)]))))

/** ∂J/∂Θ: δ · a, over several examples its mean, plus λ/m · Θ for weights. */
function gradient(step: Step, n: Notation): TraceLine[] {
  const { Thetas, examples, D, lambda } = step
  const { theta, a, delta } = symbols(n)
  const m = examples.length
  return parametersOf(step, (l, i, j) => {
    const decays = lambda > 0 && j > 0
    const write = (total: string, lambda: string, theta: string) => {
      const mean = m === 1 ? total : n.fraction(total, `${m}`)
      const rate = m === 1 ? lambda : n.fraction(lambda, `${m}`)
      return decays ? n.sum([mean, n.product([rate, theta])]) : mean
    }
    const each = examples.map((example, k) => {
      const d = example.delta[l]![i]!
      if (j === 0) return k === 0 ? n.number(d) : operand(n, d)
      return n.product([operand(n, d), operand(n, example.a[l]![j - 1]!)])
    })
    const formula = j === 0 ? delta(l, i) : n.product([delta(l, i), a(l, j - 1)])
    return {
      symbol: n.partial(theta(l, i, j)),
      formula: write(m === 1 ? formula : n.total(formula), n.lambda, theta(l, i, j)),
      numbers: write(n.sum(each), n.number(lambda), operand(n, Thetas[l]![i]![j]!)),
      value: D[l]![i]![j]!,
    }
  })
}

/** Θ := Θ − α · ∂J/∂Θ */
function update(step: Step, n: Notation): TraceLine[] {
  const { Thetas, newThetas, D, lr } = step
  const { theta } = symbols(n)
  return parametersOf(step, (l, i, j) => ({
    symbol: theta(l, i, j),
    formula: difference(n, theta(l, i, j), n.product([n.alpha, n.partial(theta(l, i, j))])),
    numbers: difference(n, n.number(Thetas[l]![i]![j]!), n.product([n.number(lr), operand(n, D[l]![i]![j]!)])),
    value: newThetas[l]![i]![j]!,
  }))
}
