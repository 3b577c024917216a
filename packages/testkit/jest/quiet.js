// A library must not print, so console output fails the test that caused it.
import { afterEach, beforeEach, expect } from '@jest/globals'

const METHODS = ['log', 'info', 'warn', 'error', 'debug']
let printed = []
const originals = {}

beforeEach(() => {
  printed = []
  for (const method of METHODS) {
    originals[method] = console[method]
    console[method] = (...args) => printed.push(`console.${method}: ${args.map(String).join(' ')}`)
  }
})

afterEach(() => {
  Object.assign(console, originals)
  expect(printed).toEqual([])
})
