/** Slopes far out, where 1 − σ(x) and 1 − tanh²x have lost all digits, against slopes in whole numbers. */
import { expect, test } from '@jest/globals'
import { derivative, Value } from '@gradus/engine'
import { pointsFor, relativeError, SATURATING } from '@gradus/testkit'

const nameOf = ({ op, order }: (typeof SATURATING)[number]) => `${op.name}, order ${order}`

test.each(SATURATING.map((s) => [nameOf(s), s] as const))('%s is within 1e-12 from one end to the other', (_, s) => {
  const off = pointsFor(s).filter((x) => !(relativeError(derivative(s.op, x, s.order), s.exact(x)) <= 1e-12))
  expect(off).toEqual([])
})

test.each(SATURATING.filter(({ order }) => order === 1).map((s) => [s.op.name, s] as const))(
  'backward gives the slope of %s as closely',
  (_, s) => {
    const off = pointsFor(s).filter((at) => {
      const x = new Value(at)
      s.op(x).backward()
      return !(relativeError(x.grad, s.exact(at)) <= 1e-12)
    })
    expect(off).toEqual([])
  },
)
