import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { Value as Gradus } from '@gradus/engine'
import { Value as Closures } from '../src/closure-engine.js'
import { Value as FastClosures } from '../src/fast-closure-engine.js'
import { buildGraph, type Make, type Node, randomProgram } from '../src/work.js'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test('closure-engine.ts is the engine of the first chapter, word for word', () => {
  const code = read('../src/closure-engine.ts').trim()
  expect(read('../../../docs/course/01-a-number-that-remembers.md')).toContain(code)
})

test('the three engines compute the same on a random graph', () => {
  const ours = run((x) => new Gradus(x))
  const theirs = [run((x) => new Closures(x)), run((x) => new FastClosures(x))]
  expect(ours.grads.length).toBeGreaterThan(100)
  for (const { data, grads } of theirs) {
    expect(data).toBe(ours.data)
    grads.forEach((grad, i) => expect(grad).toBeCloseTo(ours.grads[i]!, 12))
  }
})

function run<V extends Node<V>>(make: Make<V>): { data: number; grads: number[] } {
  const leaves: V[] = []
  const makeLeaf = (x: number) => {
    leaves.push(make(x))
    return leaves.at(-1)!
  }
  const root = buildGraph(makeLeaf, randomProgram(3000, 5))
  root.backward()
  return { data: root.data, grads: leaves.map(({ grad }) => grad) }
}
