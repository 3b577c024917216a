/** Programs made of loops over arrays, compiled and held against the engine: what the schedule rolls up must unroll. */
import { expect, test } from '@jest/globals'
import { hvp, Value } from '@gradus/engine'
import { compile } from '../../src/index.js'
import { differences, expectFast, nearSlope, type Subject } from '../beside-engine.js'
import { pointOf, randomStructured, runStructured, showStructured, type StructuredProgram } from './structured-programs.js' // prettier-ignore

const COUNT = 500
/** A point alone, and some lanes with a rest of a vector. */
const EXAMPLES = [1, 7]
/** A whole block and a rest. */
const MANY = 18
const TOLERANCE = 1e-11
/** Every so many programs show their loops: each of these shapes has to be among them. */
const SHOWN = 5
const SHAPES: Record<string, RegExp> = {
  'numbers gathered by a table': /m\[table/g,
  'sums of products of many lists': /i < .*Σ\w (az)?dot/g,
  'many sums at once': /i < .*Σ\w sum/g,
  'sums over two loops': /Σ\w\w/g,
  'a sum in several stretches': /\+= Σ\w sum/g,
  'sums over the lanes': /Σ\w lane/g,
  'three loops': /k < /g,
}

function subjectOf(program: StructuredProgram): Subject {
  const parameters = pointOf(program, 1).ws.map((w) => new Value(w))
  return { f: (xs: Value[]) => runStructured(program, xs, parameters), shape: [program.inputs], parameters }
}

/** What is wrong with a program in an backend, as text, and the loops that it runs. */
function wrongWith(program: StructuredProgram, backend: 'interpreter' | 'wasm') {
  const subject = subjectOf(program)
  const compiled = compile(subject.f, subject.shape, {
    parameters: subject.parameters!,
    backend,
    mustMatchEngine: false,
  })
  const runs = program.seed % 8 === 0 ? [...EXAMPLES, MANY] : EXAMPLES
  const wrong = runs.flatMap((examples, replay) => {
    const { xs, ws } = pointOf(program, examples, replay)
    subject.parameters!.forEach((p, i) => (p.data = ws[i]!))
    return differences(compiled, subject, xs, TOLERANCE).map((what) => `${examples} examples: ${what}`)
  })
  if (program.seed % 6 === 0) {
    const { xs } = pointOf(program, 1)
    const v = xs.map((_, i) => Math.cos(i))
    const got = compiled.hvp(xs, v)
    const scale = Math.max(1, ...got.map(Math.abs))
    hvp(subject.f as (xs: Value[]) => Value, xs, v).forEach((x, i) => {
      if (!nearSlope(got[i]!, x, TOLERANCE, scale)) wrong.push(`hvp[${i}] is ${got[i]!}, by the engine ${x}`)
    })
  }
  expectFast(compiled, { backend, examples: EXAMPLES[0]! }, runs.length)
  const loops = program.seed % SHOWN === 0 ? compiled.listing('gradient', 7).at(-1)!.text : ''
  compiled.dispose()
  return { wrong, loops }
}

test.each(['interpreter', 'wasm'] as const)(`${COUNT} programs by the %s have the numbers of the engine`, (backend) => {
  const failures: string[] = []
  let shown = ''
  for (let seed = 1; seed <= COUNT; seed++) {
    const program = randomStructured(seed)
    const { wrong, loops } = wrongWith(program, backend)
    shown += loops
    if (wrong.length > 0) failures.push(`${showStructured(program)}: ${wrong.slice(0, 3).join('; ')}`)
  }
  expect(failures).toEqual([])
  for (const shape of Object.values(SHAPES)) expect(shown.match(shape)!.length).toBeGreaterThan(20)
})
