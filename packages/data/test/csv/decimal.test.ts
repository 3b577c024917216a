import { describe, expect, test } from '@jest/globals'
import { compareDecimals, type Decimal, decimalKey, isDecimal, isWhole, parseDecimal } from '../../src/csv/decimal.js'
import { createRandom } from '../../src/random.js'

const parsed = (text: string): Decimal => {
  const decimal = parseDecimal(text)
  expect(decimal).toBeDefined()
  return decimal!
}
const key = (text: string) => decimalKey(parsed(text))

/** The number times 10⁴⁰, exactly: an oracle that shares nothing with the code. */
function scaled(text: string): bigint {
  const [mantissa, exponent = '0'] = text.toLowerCase().replace('+', '').split('e') as [string, string?]
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const size = BigInt(whole + fraction) * 10n ** BigInt(40 + Number(exponent) - fraction.length)
  return mantissa.startsWith('-') ? -size : size
}

describe('one number has one key', () => {
  test.each([
    ['1', ['1.0', '1.', '+1', '01', '001.000', '1e0', '10e-1', '0.1e1', '.1E+1', '100E-2']],
    ['0', ['-0', '+0', '00', '0.0', '.0', '0.', '0e5', '-0e-5']],
    ['1000', ['1e3', '1E3', '1e+3', '1000.0', '0.001e6']],
    ['7', ['007', '7.0', '0000000000000000000007']],
    ['-2.5', ['-02.50', '-25e-1', '-.25e1']],
    ['1001000000000000001', ['1001000000000000001.0', '1001000000000000001e0']],
  ])('%s', (text, others) => {
    for (const other of others) expect([other, key(other)]).toEqual([other, key(text)])
  })
})

test.each([
  ['1001000000000000001', '1001000000000000002'],
  ['9007199254740992', '9007199254740993'],
  ['0.1', '0.1000000000000000055511151231257827'],
  ['1e-400', '0'],
  ['1e-99999999999999999998', '1e-99999999999999999999'],
  ['1e400', '1e401'],
  ['1', '-1'],
])('%s and %s are two numbers', (a, b) => {
  expect(key(a)).not.toBe(key(b))
  expect(Math.sign(compareDecimals(parsed(a), parsed(b)))).toBe(-Math.sign(compareDecimals(parsed(b), parsed(a))))
  expect(compareDecimals(parsed(a), parsed(b))).not.toBe(0)
})

test.each(['', '.', '-', 'e5', '.e5', '1e', '1e+', '0x10', '0b1', '1_000', '1,5', '1 000', '--1', '12n', 'NaN', '∞', '１'])(
  '%p is no decimal number',
  (text) => expect(parseDecimal(text)).toBeUndefined(),
) // oxfmt-ignore

test('order, equality and wholeness are those of exact arithmetic', () => {
  const random = createRandom(4)
  const digits = (n: number) => Array.from({ length: n }, () => '0019'[random.below(4)]).join('')
  const texts = Array.from({ length: 400 }, () => {
    const fraction = random.below(2) === 0 ? '' : `.${digits(random.below(4))}`
    const exponent = random.below(2) === 0 ? '' : `e${random.below(9) - 4}`
    return `${['', '-', '+'][random.below(3)]}${digits(1 + random.below(3))}${fraction}${exponent}`
  })
  const numbers = texts.map((text) => ({ text, decimal: parseDecimal(text)!, exact: scaled(text) }))
  for (const a of numbers) {
    expect([a.text, isWhole(a.decimal)]).toEqual([a.text, a.exact % 10n ** 40n === 0n])
    for (const b of numbers) {
      const order = a.exact < b.exact ? -1 : a.exact > b.exact ? 1 : 0
      const sameKey = decimalKey(a.decimal) === decimalKey(b.decimal)
      if (Math.sign(compareDecimals(a.decimal, b.decimal)) === order && sameKey === (order === 0)) continue
      throw new Error(`${a.text} and ${b.text} compare wrongly`)
    }
  }
})

test('texts of a million characters are read in time n', () => {
  expect(key(`1${'0'.repeat(1e6)}1`).length).toBeGreaterThan(1e6)
  expect(key(`1${'0'.repeat(1e6)}`)).toBe('0.1e1000001')
  expect(isDecimal(`${'1'.repeat(1e6)}x`)).toBe(false)
})
