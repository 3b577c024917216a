import { expect } from '@jest/globals'
import { DataError } from '../src/error.js'

/** What `run` throws; undefined if nothing. */
export function caught(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}

/** The DataError that `run` throws. */
export function caughtDataError(run: () => unknown): DataError {
  const error = caught(run)
  expect(error).toBeInstanceOf(DataError)
  return error as DataError
}
