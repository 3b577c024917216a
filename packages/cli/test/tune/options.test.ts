import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { measuring, type Options } from '../../src/tune/options.js'
import { gradus, workshop } from '../helpers.js'

const { path } = workshop()

beforeAll(() => writeFileSync(path('iris.csv'), irisCsv()))

describe('measuring', () => {
  const given = (options: Partial<Options>, rows: number) => {
    const { folds, repeats, validation } = measuring(options as Options, rows)
    return [folds, repeats, validation]
  }
  test.each<[Partial<Options>, number, [number, number, number]]>([
    [{}, 999, [5, 1, 0.2]],
    [{}, 1000, [0, 1, 0.2]],
    [{}, 3, [3, 1, 0.2]],
    [{ folds: 10 }, 150, [10, 1, 0.2]],
    [{ folds: 10 }, 5000, [10, 1, 0.2]],
    [{ folds: 5, repeats: 3 }, 150, [5, 3, 0.2]],
    [{ repeats: 3 }, 150, [5, 3, 0.2]],
    [{ repeats: 3 }, 5000, [0, 3, 0.2]],
    [{ validation: 0.3 }, 150, [0, 5, 0.3]],
    [{ validation: 0.3 }, 5000, [0, 1, 0.3]],
    [{ validation: 0.3, repeats: 1 }, 150, [0, 1, 0.3]],
  ])('%j of %d rows: folds, repeats, validation %j', (options, rows, expected) => {
    expect(given(options, rows)).toEqual(expected)
  })
})

describe('wrong use exits with 2', () => {
  test.each([
    [
      '--search l2 --l2 3',
      'tune: --l2 3 names the values to try, and --search l2 takes the usual range. Leave one of them out.\n',
    ],
    [
      '--search dropout,l2 --dropout 0',
      'tune: --dropout 0 names the values to try, and --search dropout takes the usual range. Leave one of them out.\n',
    ],
    [
      '--search dropout --hidden none',
      'tune: --search dropout leaves out hidden units, and --hidden none has none. Leave one of them out.\n',
    ],
    [
      '--dropout 0.5 --hidden none',
      'tune: --dropout 0.5 leaves out hidden units, and --hidden none has none. Leave one of them out.\n',
    ],
    [
      '--search l1',
      "error: option '--search <names>' argument 'l1' is invalid. Pass l2 or dropout, or several with commas.\n",
    ],
    [
      '--search l2,l2',
      "error: option '--search <names>' argument 'l2,l2' is invalid. Pass l2 or dropout, or several with commas.\n",
    ],
  ])('tune %s', (args, message) => {
    const { status, stdout, stderr } = gradus(['tune', path('iris.csv'), '--target', 'species', ...args.split(' ')])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.replace('(--help shows how to use it)\n', '')).toBe(message)
  })
})
