import { describe, expect, test } from '@jest/globals'
import * as errors from '@gradus/engine/errors'
import { show, showList, showName } from '@gradus/engine/errors'

describe('showName', () => {
  test.each([
    ['plain name', 'plain name'],
    ['größe φ 😀', 'größe φ 😀'],
    ['C:\\data\\"a".csv', 'C:\\data\\"a".csv'],
    ['\u001b[2J\u001b]0;title\u0007', '\\u001b[2J\\u001b]0;title\\u0007'],
    ['a\nb\tc\rd\0', 'a\\nb\\tc\\rd\\u0000'],
    ['\u007f\u0085\u009b31m', '\\u007f\\u0085\\u009b31m'],
    ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['photo\u202egnp.exe', 'photo\\u202egnp.exe'],
    ['zero\u200bwidth\ufeff\u{e0041}', 'zero\\u200bwidth\\ufeff\\udb40\\udc41'],
    ['\ud800 alone', '\\ud800 alone'],
    ['👩\u200d🔬 می\u200cخواهم', '👩\u200d🔬 می\u200cخواهم'],
  ])('shows name %#', (name, shown) => {
    expect(showName(name)).toBe(shown)
    expect(showName(name)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
  })

  test('keeps paths, and cuts what nobody reads', () => {
    expect(showName('x'.repeat(1000))).toBe('x'.repeat(1000))
    expect(showName('😀'.repeat(1001))).toBe('😀'.repeat(1000) + '…')
  })
})

test('show escapes the same characters, in quotes, and cuts after 60', () => {
  expect(show('a"\u001b\u009b\u202e')).toBe('"a\\"\\u001b\\u009b\\u202e"')
  expect(show('😀'.repeat(61))).toBe(`"${'😀'.repeat(60)}…"`)
  expect(show('😀'.repeat(60))).toBe(`"${'😀'.repeat(60)}"`)
})

test('showList quotes the items, and cuts after 30', () => {
  expect(showList(['a', 'b"'])).toBe('"a", "b\\""')
  const many = Array.from({ length: 31 }, (_, i) => `${i}`)
  expect(showList(many)).toBe(`${many.slice(0, 30).map(show).join(', ')}, … (31 in all)`)
})

describe('checks', () => {
  const { checkAbove, checkBoolean, checkCallback, checkFinite, checkMost, checkOptions, checkRange } = errors
  const { checkSeed, checkSize, checkWhole, oneOf } = errors

  test.each<[() => void, Error]>([
    [() => checkOptions('f', null, ['a']), new TypeError('f: the options are null. Pass an object.')],
    [() => checkOptions('f', 3, ['a'], 'rule'), new TypeError('f: rule is 3. Pass an object.')],
    [() => checkOptions('f', { c: 1 }, ['a', 'b']), new TypeError('f: unknown option "c". The options are a, b.')],
    [() => oneOf('f', 'x', 'c', ['a', 'b']), new RangeError('f: x is "c". Pass "a" or "b".')],
    [() => checkBoolean('f', 'x', 1), new TypeError('f: x is 1. Pass true or false.')],
    [() => checkCallback('f', 'x', null), new TypeError('f: x is null. Pass a function.')],
    [() => checkWhole('f', 'x', 1.5, 0), new RangeError('f: x is 1.5. Pass a whole number, 0 or more.')],
    [() => checkWhole('f', 'x', 1, 2), new RangeError('f: x is 1. Pass a whole number, 2 or more.')],
    [() => checkWhole('f', 'x', '2', 2), new RangeError('f: x is "2". Pass a whole number, 2 or more.')],
    [() => checkWhole('f', 'x', 2 ** 53, 2), new RangeError(`f: x is ${2 ** 53}. Pass a whole number, 2 or more.`)],
    [() => checkSize('f', 'units', 0), new RangeError('f: the number of units is 0. Pass a whole number, 1 or more.')],
    [() => checkSeed('f', 0.5), new RangeError('f: seed is 0.5. Pass a whole number of size below 2^53.')],
    [() => checkRange('f', 'x', -1, 0), new RangeError('f: x is -1. Pass a number of at least 0.')],
    [() => checkRange('f', 'x', Infinity, 0), new RangeError('f: x is Infinity. Pass a number of at least 0.')],
    [() => checkRange('f', 'x', 1, 0, 1), new RangeError('f: x is 1. Pass a number in [0, 1).')],
    [() => checkRange('f', 'x', NaN, 0, 1), new RangeError('f: x is NaN. Pass a number in [0, 1).')],
    [() => checkAbove('f', 'x', 0, 0), new RangeError('f: x is 0. Pass a number above 0.')],
    [() => checkAbove('f', 'x', Infinity, 0), new RangeError('f: x is Infinity. Pass a number above 0.')],
    [() => checkFinite('f', 'x', NaN), new RangeError('f: x is NaN. Pass a finite number.')],
    [() => checkMost('f', 'x', 3, 2, 'Too big'), new RangeError('f: x is 3. Too big. Pass at most 2.')],
  ])('%s', (check, error) => {
    expect(check).toThrow(error)
    expect(check).toThrow(error.constructor as ErrorConstructor)
  })

  test('pass what is right', () => {
    checkOptions('f', { a: 1 }, ['a'])
    oneOf('f', 'x', 'a', ['a'])
    checkBoolean('f', 'x', false)
    checkCallback('f', 'x', undefined)
    checkCallback('f', 'x', () => 1)
    checkWhole('f', 'x', 0, 0)
    checkSize('f', 'units', 1)
    checkSeed('f', -3)
    checkRange('f', 'x', 0, 0, 1)
    checkAbove('f', 'x', 5e-324, 0)
    checkFinite('f', 'x', -1)
    checkMost('f', 'x', 2, 2, '')
  })
})
