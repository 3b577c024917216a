import { readFileSync } from 'node:fs'
import type { Scalar } from '@gradus/engine'
import { softmax, table } from '@gradus/engine'
import { callFunction } from './call.js'

/** One line of references/ops.json, which references/generate.py writes. */
export interface Reference {
  op: string
  /** softmax only: which of its outputs. */
  output?: number
  inputs: number[]
  value: number
  partials: number[]
  /** The whole Hessian. */
  second: number[][]
  /** How large the terms are that cancel in the value and in the second derivatives, if any do. */
  terms?: { value?: number; second?: number }
}

interface Line {
  op: string
  output?: number
  inputs: number[]
  value: string
  partials: string[]
  second: string[]
  terms?: { value?: number; second?: number }
}

/** Values, first and second partials of every op, correct to the last bit of a double. */
export function references(): Reference[] {
  const lines = JSON.parse(readFileSync(new URL('../references/ops.json', import.meta.url), 'utf8')) as Line[]
  return lines.map(({ value, partials, second, ...rest }) => ({
    ...rest,
    value: Number(value),
    partials: partials.map(Number),
    second: fromTriangle(second.map(Number), rest.inputs.length),
  }))
}

/** The op of a reference, on its operands. */
export function callReferenced({ op, output }: Reference, xs: readonly Scalar[]): Scalar {
  return output === undefined ? callFunction(table[op]!, xs) : softmax(xs)[output]!
}

/** A symmetric matrix from its upper triangle, row by row. */
function fromTriangle(triangle: number[], n: number): number[][] {
  const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  let k = 0
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) matrix[i]![j] = matrix[j]![i] = triangle[k++]!
  return matrix
}
