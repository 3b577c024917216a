/** Formulas of random programs and of their derivatives, over all ops of the table, mean what their graphs mean. */
import { describe, expect, test } from '@jest/globals'
import { callFlat, dataOf, grad, type Scalar, table, topologicalOrder, Value } from '@gradus/engine'
import { parseExpression } from '@gradus/expression'
import { type Formula, formula } from '@gradus/expression/formula'
import { randomProgram, run, runs, samplePoints, showProgram } from '@gradus/testkit'
import katex from 'katex'

/** The formula as a graph again, on the same leaves. */
const readAgain = ({ text }: Formula, leaves: readonly Value[]): Scalar =>
  parseExpression(text).evaluate(Object.fromEntries(leaves.map((x) => [x.label, x])))

/** A program of testkit with its gradient, each as a graph of leaves x0, x1, …; at its own point, or at one nearby. */
function graphsOf(seed: number, distance = 0): { name: string; leaves: Value[]; graphs: Value[] } {
  const program = randomProgram(seed)
  const leaves = program.at.map((x, i) => new Value(x + distance / (i + 1), `x${i}`))
  const y = run(program, leaves) as Value
  return { name: showProgram(program), leaves, graphs: [y, ...grad(y, leaves)] }
}

test('without simplification, the text is exactly the same function, bit for bit', () => {
  const ops = new Set<string>()
  for (let seed = 1; seed <= runs(100); seed++) {
    const { name, graphs } = graphsOf(seed)
    for (const { op } of graphs.flatMap((graph) => topologicalOrder(graph))) if (op !== null) ops.add(op.name)
    const options = { simplify: false, limit: Infinity, shareAbove: seed % 2 === 0 ? 0 : 120 }
    const written = graphs.map((graph) => formula(graph, options))
    for (const distance of [0, 0.37]) {
      const { leaves, graphs } = graphsOf(seed, distance)
      const again = written.map((formula) => dataOf(readAgain(formula, leaves)))
      expect({ name, values: again }).toEqual({ name, values: graphs.map(({ data }) => data) })
    }
  }
  expect([...ops].sort()).toEqual(Object.keys(table).sort())
})

/**
 * The bound for a formula that is computed in another order: 1e-12 of what each intermediate result contributes. Where one is
 * 0, infinite or NaN, formulas promise nothing: undefined.
 */
function allowance(y: Value): number | undefined {
  y.backward()
  let sum = 0
  for (const node of topologicalOrder(y)) {
    if (node.data === 0 || !Number.isFinite(node.data)) return undefined
    sum += Math.abs(node.grad * node.data)
    if (node.op === null) node.zeroGrad()
  }
  return 1e-12 * sum
}

test('simplified, the value is the same to 1e-12', () => {
  const count = runs(80)
  let compared = 0
  for (let seed = 1; seed <= count; seed++) {
    const { name, leaves, graphs } = graphsOf(seed)
    for (const [i, graph] of graphs.entries()) {
      const written = formula(graph, { limit: Infinity, shareAbove: seed % 2 === 0 ? 0 : 120 })
      const most = allowance(graph)
      if (most === undefined) continue
      compared++
      const again = dataOf(readAgain(written, leaves))
      expect({
        name,
        i,
        text: written.text,
        off: Math.abs(again - graph.data) <= most ? 0 : again - graph.data,
      }).toEqual({ name, i, text: written.text, off: 0 })
    }
  }
  expect(compared).toBeGreaterThan(1.5 * count)
})

describe('every op, and each of its slopes', () => {
  test.each(Object.entries(table))('%s', (_, op) => {
    for (const point of samplePoints(op)) {
      const leaves = point.map((x, i) => new Value(x, `x${i + 1}`))
      const y = callFlat(op, leaves) as Value
      for (const graph of [y, ...grad(y, leaves)]) {
        const exact = readAgain(formula(graph, { simplify: false }), leaves)
        expect(dataOf(exact)).toBe(graph.data)
        const most = allowance(graph)
        if (most === undefined) continue
        const simple = dataOf(readAgain(formula(graph), leaves))
        expect(Math.abs(simple - graph.data)).toBeLessThanOrEqual(most)
      }
    }
  })
})

test('KaTeX renders all of them, in its strict mode', () => {
  for (let seed = 1; seed <= runs(20); seed++) {
    for (const graph of graphsOf(seed).graphs) {
      for (const simplify of [true, false]) {
        const { text } = formula(graph, { language: 'latex', simplify, limit: Infinity })
        katex.renderToString(text, { strict: 'error', throwOnError: true, output: 'mathml', displayMode: true })
      }
    }
  }
})
