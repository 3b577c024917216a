/** The random programs of the engine's tests, compiled. */
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { type Program, randomProgram, run, runs, showProgram } from '@gradus/testkit'
import { compileFor, differences, generator, nameOf, type Subject, type Way, WITHOUT_KERNEL } from '../beside-engine.js'

const REPLAYS = 3
/** A report takes as long as compiling, so only the first programs give one. */
const REPORTED = 200
const WITH_PARAMETER = 3

export function testRandomPrograms(way: Way, usual = 500): void {
  const count = runs(usual)
  const wrong: string[] = []
  const reports: { runs: number; codeBytes: number; fallbacks: readonly string[] }[] = []

  function check(program: Program): void {
    // In every third program, the last input is a parameter.
    const parameters =
      program.seed % WITH_PARAMETER === 0 && program.at.length > 1 ? [new Value(program.at.at(-1)!)] : []
    const n = program.at.length - parameters.length
    const subject: Subject = {
      f: (xs: Value[]) => run(program, [...xs, ...parameters]) as ReturnType<Subject['f']>,
      shape: [n],
      parameters,
    }
    const compiled = compileFor(subject, way)
    const random = generator(program.seed)
    for (let replay = 0; replay < REPLAYS; replay++) {
      for (const p of parameters) p.data *= 0.97 + 0.06 * random()
      const points = Float64Array.from(
        { length: n * way.examples },
        (_, i) => program.at[i % n]! * (0.97 + 0.06 * random()),
      )
      for (const what of differences(compiled, subject, points, 1e-12)) {
        wrong.push(`replay ${replay}: ${what}; ${showProgram(program)}`)
      }
    }
    if (program.seed <= REPORTED) reports.push(compiled.report('gradient', way.examples))
    compiled.dispose()
  }

  describe(`${count} random programs, ${nameOf(way)}`, () => {
    beforeAll(() => {
      for (let seed = 1; seed <= count; seed++) check(randomProgram(seed))
    })

    test('have the values and slopes of the engine each time they run', () => expect(wrong).toEqual([]))

    test('ran on their backend, with fallbacks only for ops without a kernel', () => {
      expect(reports).toHaveLength(Math.min(count, REPORTED))
      for (const { runs, codeBytes } of reports) {
        expect(runs).toBeGreaterThanOrEqual(REPLAYS)
        expect(codeBytes > 0).toBe(way.backend === 'wasm')
      }
      const fallbacks = new Set(reports.flatMap((report) => report.fallbacks))
      expect([...fallbacks].sort()).toEqual(way.backend === 'wasm' ? WITHOUT_KERNEL : [])
    })
  })
}
