import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { Value as Gradus } from '@gradus/engine'
import { Value as Closures } from '../src/closure-engine.js'
import { buildGraph, randomProgram } from '../src/work.js'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test('the baseline of the benchmark is the engine of the first lesson, word for word', () => {
  const code = read('../src/closure-engine.ts').replace('export class', 'class').trim()
  expect(read('../../../docs/01-a-first-engine.md')).toContain(code)
})

test('both engines compute the same on the graphs that are measured', () => {
  const program = randomProgram(3000, 5)
  const leaves: { ours: Gradus[]; theirs: Closures[] } = { ours: [], theirs: [] }
  const keep = <V>(list: V[], value: V) => (list.push(value), value)
  const ours = buildGraph((x) => keep(leaves.ours, new Gradus(x)), program)
  const theirs = buildGraph((x) => keep(leaves.theirs, new Closures(x)), program)
  ours.backward()
  theirs.backward()
  expect(ours.data).toBe(theirs.data)
  expect(leaves.ours.length).toBeGreaterThan(100)
  leaves.ours.forEach((leaf, i) => expect(leaf.grad).toBeCloseTo(leaves.theirs[i]!.grad, 12))
})
