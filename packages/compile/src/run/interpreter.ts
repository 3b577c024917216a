/**
 * Runs loop nests on a typed array, one number after the other, with the engine's own functions. It replaces
 * WebAssembly where that is missing.
 */
import { azmul, dot, type Op } from '@gradus/engine'
import type { Arena } from '../memory/arena.js'
import type { Executable, Run } from '../memory/executable.js'
import { chainProducts } from '../program/ops.js'
import { collapse, type Nest, type Ref, sliced } from '../schedule/nest.js'

/** Runs one nest; `first` says whether this is the first block of a batch. */
type RunNest = (first: boolean) => void

export function interpret(nests: Iterable<Nest>, after: Iterable<Nest>, arena: Arena): Executable {
  const program = (list: Iterable<Nest>): Run => {
    const runs = Array.from(list, (nest) => runNest(nest, arena))
    return (keep) => {
      for (const run of runs) run(keep === 0)
    }
  }
  const [run, rest] = [program(nests), program(after)]
  const finish = () => rest(0) // its sums start at 0 in each batch
  return {
    run,
    finish,
    runLast: (keep) => {
      run(keep)
      finish()
    },
  }
}

function runNest(nest: Nest, arena: Arena): RunNest {
  if (nest.kind === 'gather') return gather(nest, arena)
  if (nest.kind === 'contract') return contract(nest, arena)
  return map(nest, arena)
}

/**
 * Returns a function that runs the loops and calls `body` with the address of each ref. Running it creates no objects.
 */
function walker(dims: readonly number[], refs: readonly Ref[], body: (at: Int32Array) => void): () => void {
  const at = new Int32Array(refs.length)
  const visit = (d: number): void => {
    if (d === dims.length) {
      body(at)
      return
    }
    for (let i = 0; i < dims[d]!; i++) {
      visit(d + 1)
      for (let k = 0; k < refs.length; k++) at[k]! += refs[k]!.strides[d]!
    }
    for (let k = 0; k < refs.length; k++) at[k]! -= dims[d]! * refs[k]!.strides[d]!
  }
  return () => {
    for (let k = 0; k < refs.length; k++) at[k] = refs[k]!.base
    visit(0)
  }
}

function map(nest: Nest, arena: Arena): RunNest {
  const { op, operands, accumulate } = nest
  const { dims, refs } = collapse(nest.dims, [nest.out, ...operands])
  const numbers = new Array<number>(operands.length)
  const f = onNumbers(op, operands.length)
  let memory = arena.numbers
  let keep = false
  const go = walker(dims, refs, (at) => {
    for (let q = 0; q < numbers.length; q++) numbers[q] = memory[at[q + 1]!]!
    const y = f(numbers)
    memory[at[0]!] = keep ? memory[at[0]!]! + y : y
  })
  return (first) => {
    memory = arena.numbers
    keep = accumulate === 'batch' && !first
    go()
  }
}

/**
 * Returns a function that applies an op to a list of numbers. For ops with few operands it avoids the checks of
 * `evaluate`.
 */
function onNumbers(op: Op, count: number): (xs: number[]) => number {
  const call = op as unknown as (a: number, b?: number, c?: number) => number
  if (typeof op.arity === 'number') {
    if (count === 1) return (xs) => call(xs[0]!)
    if (count === 2) return (xs) => call(xs[0]!, xs[1]!)
    return (xs) => call(xs[0]!, xs[1]!, xs[2]!)
  }
  return (xs) => op.evaluate(xs)
}

function contract(nest: Nest, arena: Arena): RunNest {
  const { operands, accumulate, reduced, op } = nest
  const split = nest.dims.length - reduced
  const outer = collapse(
    nest.dims.slice(0, split),
    [nest.out, ...operands].map((ref) => sliced(ref, 0, split)),
  )
  const inner = collapse(
    nest.dims.slice(split),
    operands.map((ref) => sliced(ref, split)),
  )
  const product = op === dot ? (a: number, b: number) => a * b : chainProducts.has(op) ? azmul : undefined
  const count = inner.dims.reduce((n, c) => n * c, 1)
  const simple = inner.dims.length <= 1
  const [sa, sb] = inner.refs.map(({ strides }) => strides[0] ?? 0)
  let memory = arena.numbers
  let keep = false
  let total = 0
  const starts = inner.refs.map(({ strides }) => ({ base: 0, strides }))
  const sumUp = walker(inner.dims, starts, (at) => {
    total += product === undefined ? memory[at[0]!]! : product(memory[at[0]!]!, memory[at[1]!]!)
  })
  const go = walker(outer.dims, outer.refs, (at) => {
    total = -0 // as −0 + x is x
    if (simple) {
      let a = at[1]!
      let b = at[2]!
      for (let i = 0; i < count; i++, a += sa!, b += sb!) {
        total += product === undefined ? memory[a]! : product(memory[a]!, memory[b]!)
      }
    } else {
      for (let q = 0; q < starts.length; q++) starts[q]!.base = at[q + 1]!
      sumUp()
    }
    memory[at[0]!] = keep ? memory[at[0]!]! + total : total
  })
  return (first) => {
    memory = arena.numbers
    keep = accumulate === 'batch' && !first
    go()
  }
}

function gather({ dims, out, operands, table }: Nest, arena: Arena): RunNest {
  const [count, lanes = 1] = dims
  const [source] = operands
  const stride = out.strides[0]!
  const lane = source!.strides[1] ?? 0
  return () => {
    const memory = arena.numbers
    const addresses = arena.integers
    for (let i = 0; i < count!; i++) {
      const from = addresses[table + i]!
      for (let l = 0; l < lanes; l++) memory[out.base + i * stride + l] = memory[from + l * lane]!
    }
  }
}
