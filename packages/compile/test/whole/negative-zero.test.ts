/** A sum of −0 only is −0, as x + y + … is by the engine. With a 0 among them it is 0. */
import { expect, test } from '@jest/globals'
import { add, azmul, dot, sum, Value } from '@gradus/engine'
import { compile } from '../../src/index.js'
import { nameOf, WAYS } from '../beside-engine.js'

const functions: Record<string, (xs: Value[]) => Value> = {
  'a chain of additions': (xs) => xs.reduce((a, b) => a.add(b)),
  'a chain that begins with 0': (xs) => xs.reduce<Value | number>((a, b) => add(a, b), 0) as Value,
  'a chain with −0 in it': (xs) => xs.reduce((a, b) => a.add(-0).add(b)),
  'a sum': (xs) => sum(xs),
  'a sum of products': (xs) => xs.map((x) => x.mul(1.5)).reduce((a, b) => a.add(b)),
  'a sum of azmul products': (xs) => xs.map((x) => azmul(x, 2)).reduce((a, b) => a.add(b)),
  'a dot product': (xs) => dot(xs, Array<number>(xs.length).fill(1)),
  '1 / sum, whose sign depends on it': (xs) => xs.reduce((a, b) => a.add(b)).reciprocal(),
}

test.each(WAYS.flatMap((way) => (['f64', 'f32'] as const).map((precision) => ({ ...way, precision }))))(
  'sums of −0: $precision, $backend, $examples examples',
  (way) => {
    for (const [name, f] of Object.entries(functions)) {
      for (const length of [2, 3, 9, 13, 40]) {
        const expected = f(Array.from({ length }, () => new Value(-0))).data
        const compiled = compile(f, [length], {
          backend: way.backend,
          precision: way.precision,
          mustMatchEngine: false,
        })
        const values = [...compiled.values(new Float64Array(length * way.examples).fill(-0))]
        expect([nameOf(way), name, length, values]).toEqual([nameOf(way), name, length, values.map(() => expected)])
        const point = new Float64Array(length).fill(-0)
        expect(compiled.value(point)).toBe(expected)
      }
    }
  },
)
