/** Turns a schedule into a WebAssembly module, and the module into an executable. */
import type { Op } from '@gradus/engine'
import { type Arena, MOST_PAGES } from '../memory/arena.js'
import type { Executable } from '../memory/executable.js'
import type { Schedule } from '../schedule/groups.js'
import type { Nest } from '../schedule/nest.js'
import { type Region, regions } from '../schedule/regions.js'
import { emitContract } from './emit-contract.js'
import { emitMap } from './emit-map.js'
import { emitCalls, emitGather, type Imported } from './emit-other.js'
import {
  call,
  type Code,
  type Constants,
  F64,
  type FunctionType,
  getLocal,
  I32,
  i32,
  simd,
  V128,
  Writer,
} from './encoder.js'
import { azmulOf, kernels, type Tools } from './kernels.js'
import { math, type MathName } from './math.js'
import { encodeModule, type Import, type ModuleFunction } from './module.js'
import { inModules, inTurn } from './modules.js'
import { demote, F32X4, F64X2, lows, promoteLow, highs, withVector } from './vectors.js'
import { WebAssembly } from '../memory/webassembly.js'

/**
 * A longer function is split, because WebAssembly compilers optimize long functions badly and refuse very long ones.
 */
const LONGEST_BODY = 30_000

const RUN: FunctionType = { parameters: [I32], results: [] }
const ON_VECTOR: FunctionType = { parameters: [V128], results: [V128] }
const ON_LIST: FunctionType = { parameters: [I32, I32], results: [F64] }
const onNumbers = (count: number): FunctionType => ({ parameters: Array<typeof F64>(count).fill(F64), results: [F64] })

/** Whether a nest of this kind can run in one loop with others. */
export const fuses = (kind: Nest['kind'], op: Op): boolean => kind === 'map' && kernels.has(op)

interface Emitted {
  readonly executable: Executable
  /** The module. It imports the memory, and `f` of each op without a kernel. Undefined if there are several modules. */
  readonly module: object | undefined
  /** Ops without a kernel, whose own `f` is called. */
  readonly fallbacks: readonly string[]
  readonly bytes: number
}

/**
 * @param block what runs for each block of examples
 * @param after what runs after the last block
 * @param exact whether 0 × ∞ is 0 in products of the chain rule
 */
export function emit(block: readonly Schedule[], after: readonly Schedule[], arena: Arena, exact: boolean): Emitted {
  const v = arena.precision === 'f64' ? F64X2 : F32X4
  const all = [...block, ...after]
  const constants: Constants = new Map()
  const calls = all.flatMap(callsIn)
  const { imports, imported, functions: outside, scratch } = importsOf(calls, arena)
  const { names, functions: helpers } = mathFunctions(all, imports.length, constants)
  const tools: Tools = {
    v,
    math: (name, x) => {
      const onVector = (y: Code) => call(imports.length + names.indexOf(name), y)
      return v.width === 2 ? onVector(x) : inHalves(x, onVector)
    },
    chain: exact ? (a, b) => azmulOf(a, b, v) : v.mul,
  }
  const bodies = (schedules: readonly Schedule[]): ModuleFunction[] => {
    const made: ModuleFunction[] = []
    let out = new Writer(RUN.parameters, constants)
    const close = () => {
      if (out.length > 0) made.push({ type: RUN, body: out.body() })
      out = new Writer(RUN.parameters, constants)
    }
    const keep: Code = simd(0x11)(getLocal(0)) // i32x4.splat: the mask of what is kept
    for (const schedule of schedules) {
      for (const region of regions(schedule, fuses)) {
        emitRegion(region, tools, keep, imported, scratch, out)
        if (out.length > LONGEST_BODY) close()
      }
    }
    close()
    return made
  }
  const finishing = bodies(after)
  const parts = inModules(bodies(block)).map((running, i, all) => {
    const finishes = i === all.length - 1 ? finishing : []
    const firstBody = imports.length + helpers.length
    const runs = running.map((_, k) => call(firstBody + k, getLocal(0)))
    const ends = finishes.map((_, k) => call(firstBody + running.length + k, i32(0))) // their sums start at 0
    const exported = [calling('run', runs), calling('finish', ends), calling('runLast', [...runs, ...ends])]
    const functions = [...helpers, ...running, ...finishes, ...exported]
    const bytes = encodeModule(imports, functions, constants, arena.shared ? MOST_PAGES : undefined)
    const module = new WebAssembly!.Module(bytes)
    const { exports } = new WebAssembly!.Instance(module, { env: { memory: arena.memory, ...outside } })
    return { module, bytes: bytes.length, executable: exports as unknown as Executable }
  })
  return {
    executable: inTurn(parts.map(({ executable }) => executable)),
    module: parts.length === 1 ? parts[0]!.module : undefined,
    fallbacks: [...new Set(calls.map(({ op }) => op.name))],
    bytes: parts.reduce((n, { bytes }) => n + bytes, 0),
  }
}

/** The nests whose op has no kernel. */
const callsIn = ({ nests }: Schedule): Nest[] => {
  const calls: Nest[] = []
  for (let i = 0; i < nests.size; i++) {
    if (nests.kind(i) === 'map' && !kernels.has(nests.op(i))) calls.push(nests.at(i))
  }
  return calls
}

/** A function that makes these calls, and its name for JavaScript. */
function calling(name: keyof Executable, calls: readonly Code[]): ModuleFunction {
  const out = new Writer(RUN.parameters, new Map())
  for (const call of calls) call(out)
  return { type: RUN, body: out.body(), export: name }
}

function emitRegion(
  region: Region,
  tools: Tools,
  keep: Code,
  imported: (op: Op, count: number) => Imported,
  scratch: number,
  out: Writer,
): void {
  const nest = region.nests[0]!
  if (nest.kind === 'gather') emitGather(nest, tools.v, out)
  else if (nest.kind === 'contract') emitContract(nest, tools, keep, out)
  else if (kernels.has(nest.op)) emitMap(region, tools, keep, out)
  else emitCalls(nest, tools.v, imported, scratch, out)
}

/** Applies a function of two 64-bit numbers to four 32-bit numbers. */
const inHalves = (x: Code, f: (y: Code) => Code): Code =>
  withVector(x, (all) => lows(demote(f(promoteLow(all))), demote(f(promoteLow(highs(all, all))))))

/** One import per op without a kernel. Lists are passed in a part of the memory. */
function importsOf(nests: readonly Nest[], arena: Arena) {
  const imports: Import[] = []
  const functions: Record<string, unknown> = {}
  const known = new Map<string, Imported>()
  const numbers = new Map<Op, number>()
  const imported = (op: Op, count: number): Imported => {
    let number = numbers.get(op)
    if (number === undefined) numbers.set(op, (number = numbers.size))
    const list = typeof op.arity !== 'number'
    const name = `${number} ${list ? 'list' : count}` // not the name of the op, which may be any text
    let known_ = known.get(name)
    if (known_ === undefined) {
      known_ = { index: imports.length, list }
      known.set(name, known_)
      imports.push({ name, type: list ? ON_LIST : onNumbers(count) })
      functions[name] = list
        ? (address: number, length: number) =>
            op.evaluate(Array.from(arena.numbers.subarray(address, address + length)))
        : op
    }
    return known_
  }
  let longest = 0
  for (const { op, operands } of nests) {
    imported(op, operands.length)
    if (typeof op.arity !== 'number') longest = Math.max(longest, operands.length)
  }
  return { imports, functions, imported, scratch: longest === 0 ? 0 : arena.allocate(longest) }
}

/** The functions of math.ts that the nests call, each after the one it uses. */
function mathFunctions(schedules: readonly Schedule[], firstIndex: number, constants: Constants) {
  const names: MathName[] = []
  const add = (name: MathName): void => {
    const { uses } = math[name]
    if (uses !== undefined) add(uses)
    if (!names.includes(name)) names.push(name)
  }
  const finder: Tools = {
    v: F64X2,
    math: (name, x) => {
      add(name)
      return x
    },
    chain: (a) => a,
  }
  const known = new Set<Op>()
  for (const { nests } of schedules) {
    for (let i = 0; i < nests.size; i++) {
      const op = nests.op(i)
      if (nests.kind(i) !== 'map' || known.has(op)) continue
      known.add(op)
      const operands = Array.from({ length: nests.operands(i) }, () => getLocal(0))
      kernels.get(op)?.(finder, operands)
    }
  }
  const functions = names.map((name): ModuleFunction => {
    const out = new Writer(ON_VECTOR.parameters, constants)
    const { uses, make } = math[name]
    make((x) => call(firstIndex + names.indexOf(uses!), x))(getLocal(0))(out)
    return { type: ON_VECTOR, body: out.body() }
  })
  return { names, functions }
}
