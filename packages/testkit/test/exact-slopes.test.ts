import { expect, test } from '@jest/globals'
import { references, relativeError, sigmoidSlopes, tanhSlopes } from '@gradus/testkit'

test.each([
  ['sigmoid', sigmoidSlopes],
  ['tanh', tanhSlopes],
] as const)('the exact slopes of %s are those of the references', (name, slopesOf) => {
  const cases = references().filter(({ op, inputs: [x] }) => op === name && (x === 0 || Math.abs(x!) > 1e-20))
  expect(cases.length).toBeGreaterThan(40)
  for (const { inputs, partials, second } of cases) {
    if (partials[0]! < 1e-300) continue // a reference has few digits there, as a double
    const exact = slopesOf(inputs[0]!)
    expect(relativeError(partials[0]!, exact.first)).toBeLessThan(2e-16)
    expect(relativeError(second[0]![0]!, exact.second)).toBeLessThan(2e-16)
  }
})

test('the relative error is exact, and infinite for what is no number', () => {
  const { first, second } = sigmoidSlopes(0)
  expect([first, second].map((exact) => relativeError(0, exact))).toEqual([1, 0])
  expect(relativeError(0.25, first)).toBe(0)
  expect(relativeError(0.25 * (1 + 2 ** -52), first)).toBe(2 ** -52)
  expect([relativeError(NaN, first), relativeError(Infinity, first), relativeError(1, second)]).toEqual(
    Array(3).fill(Infinity),
  )
})
