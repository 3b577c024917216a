/** Graphs for both engines: what the two have in common is the methods add, mul, tanh, relu and backward. */
import { Random } from '@gradus/nn'

export interface Node<Self> {
  data: number
  grad: number
  add(other: Self): Self
  mul(other: Self): Self
  tanh(): Self
  relu(): Self
  backward(): void
}

export type Make<V> = (data: number) => V

/** The ops and operands of a random graph. They are drawn before the clock starts, so that only the engine is timed. */
export interface Program {
  start: number[]
  /** Three numbers per instruction: the kind of op, the slot that gets the result, the slot of the other operand. */
  code: Int32Array
}

/** A random program of about `count` nodes: +, ×, tanh, relu. With 4096 slots its graph is shallow enough for recursion. */
export function randomProgram(count: number, seed: number): Program {
  const random = new Random(seed)
  const width = Math.min(4096, Math.ceil(count / 8))
  const code: number[] = []
  for (let made = 2 * width; made < count;) {
    const kind = random.integer(4)
    code.push(kind, random.integer(width), random.integer(width))
    made += kind % 3 === 0 ? 2 : 1
  }
  return { start: Array.from({ length: width }, () => random.uniform(-1, 1)), code: Int32Array.from(code) }
}

/** Builds the graph of a program. Returns the root, from which every node can be reached. */
export function buildGraph<V extends Node<V>>(make: Make<V>, { start, code }: Program): V {
  let live = start.map(make)
  for (let i = 0; i < code.length; i += 3) {
    const slot = code[i + 1]!
    const [a, b] = [live[slot]!, live[code[i + 2]!]!]
    const kind = code[i]
    live[slot] = kind === 0 ? a.add(b).tanh() : kind === 1 ? a.mul(b) : kind === 2 ? a.tanh() : a.relu().add(b)
  }
  while (live.length > 1) {
    const half = live.length >> 1
    live = [...Array.from({ length: half }, (_, k) => live[2 * k]!.add(live[2 * k + 1]!)), ...live.slice(2 * half)]
  }
  return live[0]!
}

/** 100 points in the plane with targets ±1. */
export function points(): { inputs: number[][]; targets: number[] } {
  const random = new Random(7)
  const inputs = Array.from({ length: 100 }, () => [random.uniform(-1, 1), random.uniform(-1, 1)])
  return { inputs, targets: inputs.map(([x, y]) => (x! * y! > 0 ? 1 : -1)) }
}
