import type { Op } from '@gradus/engine'
import { describe, expect, test } from '@jest/globals'
import { callFlat, table, Value } from '@gradus/engine'
import { callMethod, randomProgram, run, showProgram, sides, trace } from '@gradus/testkit'

describe('a random program', () => {
  test('is the same for the same seed and another for another', () => {
    expect(randomProgram(7)).toEqual(randomProgram(7))
    expect(randomProgram(7)).not.toEqual(randomProgram(8))
  })

  test('is plain data: it survives JSON', () => {
    const program = randomProgram(11)
    const copy = JSON.parse(JSON.stringify(program)) as typeof program
    expect(copy).toEqual(program)
    expect(run(copy, copy.at)).toBe(run(program, program.at))
  })

  test('reads only slots that are filled', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const { at, instructions } = randomProgram(seed)
      instructions.forEach(({ operands }, k) => {
        for (const o of operands) if ('slot' in o) expect(o.slot).toBeLessThan(at.length + k)
      })
    }
  })

  test('keeps every operand inside the domain of its op where the domain matters', () => {
    /** Somewhere near its domain its value or slope explodes, or is NaN. */
    const matters = (op: Op) =>
      Array.from({ length: 401 }, (_, k) => ((k - 200) * Math.PI) / 80).some((x) => {
        const point = op.domain.map(() => x)
        const y = op.evaluate(point)
        return ![y, ...point.map((_, i) => op.partial(i, point, y) as number)].every((z) => Math.abs(z) < 1e9)
      })
    const strict = Object.values(table).filter((op) => typeof op.arity === 'number' && matters(op))
    expect(strict.length).toBeGreaterThan(8)
    for (let seed = 1; seed <= 500; seed++) {
      const program = randomProgram(seed)
      const slots = trace(program, program.at) as number[]
      for (const { op, operands } of program.instructions) {
        if (!strict.includes(table[op]!)) continue
        operands.forEach((o, i) => {
          const [low, high] = table[op]!.domain[i]!
          const x = 'slot' in o ? slots[o.slot]! : o.constant
          expect(x > low && x < high).toBe(true)
        })
      }
    }
  })

  test('runs on Values as on numbers, and by whatever way of calling it is given', () => {
    const program = randomProgram(3)
    const leaves = program.at.map((x) => new Value(x))
    let calls = 0
    const counting: typeof callMethod = (op, operands) => (calls++, callFlat(op, operands))
    expect(run(program, leaves, counting)).toMatchObject({ data: run(program, program.at) })
    expect(calls).toBe(program.instructions.length)
  })

  test('knows its kinks', () => {
    const program = { seed: 0, at: [1, 2], instructions: [{ op: 'max', operands: [{ slot: 0 }, { slot: 1 }] }] }
    expect([[1, 2], [2, 1], [1, 1]].map((xs) => sides(program, trace(program, xs)))).toEqual([[-1], [1], [0]]) // oxfmt-ignore
  })

  test('can be shown in one line', () => {
    const operands = [{ slot: 0 }, { constant: 2 }]
    expect(showProgram({ seed: 5, at: [0.5], instructions: [{ op: 'mul', operands }] })).toBe(
      'seed 5, at (0.5): #1 = mul(#0, 2)',
    )
  })
})
