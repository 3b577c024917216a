/**
 * Slopes at large inputs, where 1 − σ(x) and 1 − tanh²x lose all digits. The exact slopes come from arithmetic with whole
 * numbers.
 */
import { describe, expect, test } from '@jest/globals'
import { grad, type Value } from '@gradus/engine'
import { pointsFor, relativeError, SATURATING } from '@gradus/testkit'
import { compile } from '../../src/index.js'
import { expectFast, nameOf, WAYS } from '../beside-engine.js'

describe.each(WAYS.map((way) => [nameOf(way), way] as const))('%s', (_, way) => {
  test.each(SATURATING.map((s) => [`${s.op.name}, order ${s.order}`, s] as const))(
    '%s is within 1e-12 of the exact slope at all points',
    (_, s) => {
      // The gradient of the derivative of order n − 1 is the derivative of order n.
      const f = (x: Value): Value => {
        let y = s.op(x)
        for (let k = 1; k < s.order; k++) [y] = grad(y, [x]) as [Value]
        return y
      }
      const compiled = compile(f, ['scalar'], { backend: way.backend })
      const points = pointsFor(s)
      const got: number[] = []
      for (let i = 0; i < points.length; i += way.examples) {
        got.push(...compiled.valueAndGradient(points.slice(i, i + way.examples)).gradient)
      }
      expect(got).toHaveLength(points.length)
      expect(points.filter((x, i) => !(relativeError(got[i]!, s.exact(x)) <= 1e-12))).toEqual([])
      expectFast(compiled, way, 1)
    },
  )
})
