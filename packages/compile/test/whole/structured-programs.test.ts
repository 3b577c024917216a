/** Random programs made of loops over arrays: the loops that the schedule finds compute what the engine computes. */
import { expect, test } from '@jest/globals'
import { hvp, Value } from '@gradus/engine'
import { runs } from '@gradus/testkit'
import { compile } from '../../src/index.js'
import { differences, expectFast, nearSlope, type Subject } from '../beside-engine.js'
import { pointOf, randomStructured, runStructured, showStructured, type StructuredProgram } from './structured-programs.js' // oxfmt-ignore

const COUNT = runs(150)
/** One point, and lanes that are not whole vectors. */
const EXAMPLES = [1, 7]
/** A whole block and a remainder. */
const MANY = 18
const TOLERANCE = 1e-11
/** Every fifth program shows its loops. Each of the shapes below has to occur among them. */
const SHOWN = 5
const SHAPES: Record<string, RegExp> = {
  'numbers gathered by a table': /m\[table/g,
  'sums of products of many lists': /i < .*Σ\w (az)?dot/g,
  'many sums at once': /i < .*Σ\w sum/g,
  'sums over two loops': /Σ\w\w/g,
  'sums over the lanes': /Σ\w lane/g,
  'three loops': /k < /g,
}

function subjectOf(program: StructuredProgram): Subject {
  const parameters = pointOf(program, 1).ws.map((w) => new Value(w))
  return { f: (xs: Value[]) => runStructured(program, xs, parameters), shape: [program.inputs], parameters }
}

/** The numbers of a program that are wrong, as texts, and the loops that it runs. */
function wrongWith(program: StructuredProgram, backend: 'interpreter' | 'wasm') {
  const subject = subjectOf(program)
  const compiled = compile(subject.f, subject.shape, {
    parameters: subject.parameters!,
    backend,
    mustMatchEngine: false,
  })
  const batches = program.seed % 8 === 0 ? [...EXAMPLES, MANY] : EXAMPLES
  const wrong = batches.flatMap((examples, replay) => {
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
  expectFast(compiled, { backend, examples: EXAMPLES[0]! }, batches.length)
  const loops = program.seed % SHOWN === 0 ? compiled.listing('gradient', 7).at(-1)!.text : ''
  compiled.dispose()
  return { wrong, loops }
}

test.each(['interpreter', 'wasm'] as const)(
  `${COUNT} programs have the values and slopes of the engine, on the %s`,
  (backend) => {
    const failures: string[] = []
    let shown = ''
    for (let seed = 1; seed <= COUNT; seed++) {
      const program = randomStructured(seed)
      const { wrong, loops } = wrongWith(program, backend)
      shown += loops
      if (wrong.length > 0) failures.push(`${showStructured(program)}: ${wrong.slice(0, 3).join('; ')}`)
    }
    expect(failures).toEqual([])
    for (const shape of Object.values(SHAPES)) expect(shown.match(shape)!.length).toBeGreaterThan(5)
  },
)
