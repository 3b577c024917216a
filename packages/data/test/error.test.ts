import { expect, test } from '@jest/globals'
import { DataError } from '../src/error.js'

test('a DataError has only the fields that are known', () => {
  const error = new DataError('f: x is wrong. Fix it.', { file: 'a.csv' }, { cause: 'why' })
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).toBe('DataError: f: x is wrong. Fix it.')
  expect(error.file).toBe('a.csv')
  expect(error.cause).toBe('why')
  expect('row' in error).toBe(false)
  expect('column' in error).toBe(false)
  expect({ ...new DataError('m', { file: 'a', row: 0, column: '' }) }).toEqual({
    name: 'DataError',
    file: 'a',
    row: 0,
    column: '',
  })
})
