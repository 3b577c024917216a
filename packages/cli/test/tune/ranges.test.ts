import { beforeAll, describe, expect, test } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { irisCsv } from '@gradus/data'
import { activationNames, counts, networks, numbers, penalties, rates, shares, typed } from '../../src/tune/ranges.js'
import { gradus, workshop } from '../helpers.js'

const { path } = workshop()
const range = (low: number, high: number, zero = false) => ({ low, high, zero })

describe('what to try', () => {
  test.each<[(text: string) => unknown, string, unknown]>([
    [numbers(rates), '0.01', { values: [0.01] }],
    [numbers(rates), '.5, 1e-3,2', { values: [0.5, 0.001, 2] }],
    [numbers(rates), '1e-4..1e-1', range(1e-4, 0.1)],
    [numbers(rates), '.1..1.5', range(0.1, 1.5)],
    [numbers(penalties), '0', { values: [0] }],
    [numbers(penalties), '0,1,10', { values: [0, 1, 10] }],
    [numbers(penalties), '0,1e-4..1e-1', range(1e-4, 0.1, true)],
    [numbers(penalties), '1e-4..1e-1,0', range(1e-4, 0.1, true)],
    [numbers(penalties), '1e-4..1e-1', range(1e-4, 0.1)],
    [numbers(shares), '0..0.5', range(0, 0.5)],
    [numbers(counts), '8..64', range(8, 64)],
    [numbers(counts), '8,32', { values: [8, 32] }],
    [networks, '8,16,32x16', { values: [[8], [16], [32, 16]] }],
    [networks, 'none, 8', { values: [[], [8]] }],
    [activationNames, 'tanh,relu', { values: ['tanh', 'relu'] }],
  ])('%# %s', (read, text, expected) => {
    expect(read(text)).toEqual(expected)
  })
  test('is shown as it can be typed', () => {
    for (const text of ['0.01', '0.001,0.5', '0.0001..0.1', '0,0.0001..0.1']) {
      expect(typed(numbers(penalties)(text))).toBe(text)
    }
  })
  const rate = 'Pass one, several with commas, or a range such as 1e-4..1e-1.'
  test.each<[(text: string) => unknown, string, string]>([
    [numbers(rates), '0', `"0" is not a positive number. ${rate}`],
    [numbers(rates), '0x10', `"0x10" is not a positive number. ${rate}`],
    [numbers(rates), '1,', `"" is not a positive number. ${rate}`],
    [numbers(rates), '1e999', `"1e999" is not a positive number. ${rate}`],
    [numbers(rates), '1e-4..', `"" is not a positive number. ${rate}`],
    [numbers(rates), '0..1', `"0" is not a positive number. ${rate}`],
    [numbers(rates), '1..2..3', '"1..2..3" is not a range. Pass a range such as 1e-4..1e-1.'],
    [numbers(rates), '0.1..0.01', 'The range 0.1..0.01 does not go up. Pass the lower end first: 1e-4..1e-1.'],
    [numbers(rates), '1..1', 'The range 1..1 does not go up. Pass the lower end first: 1e-4..1e-1.'],
    [
      numbers(rates),
      '0.5,1..2',
      'A range cannot stand beside other values. Pass values or a range such as 1e-4..1e-1.',
    ],
    [
      numbers(rates),
      '1..2,3..4',
      'A range cannot stand beside other values. Pass values or a range such as 1e-4..1e-1.',
    ],
    [numbers(rates), '0.1,1e-1', '0.1 appears twice. Pass each once.'],
    [numbers(penalties), '0..1', 'The range 0..1 is logarithmic and never reaches 0. Pass 0 beside it: 0,1e-4..1e-1.'],
    [
      numbers(penalties),
      '1,2..3',
      'A range cannot stand beside other values, except 0. Pass values or a range such as 0,1e-4..1e-1.',
    ],
    [numbers(penalties), '-1', '"-1" is not a number, 0 or more. Pass one, several with commas, or a range such as 0,1e-4..1e-1.'], // oxfmt-ignore
    [numbers(shares), '1', '"1" is not a number from 0 to below 1. Pass one, several with commas, or a range such as 0..0.5.'], // oxfmt-ignore
    [numbers(counts), '1.5', '"1.5" is not a whole number, 1 or more. Pass one, several with commas, or a range such as 8..64.'], // oxfmt-ignore
    [networks, '16,16', '16 appears twice. Pass each once. Two layers of 16 units are 16x16.'],
    [
      networks,
      '16x',
      '"16x" is not a network. Pass networks such as 8,16,32x16, where x joins the layers of one network, or none.',
    ],
    [networks, '8..32', '"8..32" is not a network. Pass networks such as 8,16,32x16, where x joins the layers of one network, or none.'], // oxfmt-ignore
    [
      networks,
      '0',
      '"0" is not a network. Pass networks such as 8,16,32x16, where x joins the layers of one network, or none.',
    ],
    [activationNames, 'tanh,tanh', 'tanh appears twice. Pass each once.'],
  ])('%# %s is refused', (read, text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ message }))
  })
  test('unknown activations are refused with those there are', () => {
    expect(() => activationNames('tanh,swish2')).toThrow(
      /^"swish2" is not an activation\. Pass one or several of .*relu/,
    )
  })
})

describe('gradus tune', () => {
  beforeAll(() => writeFileSync(path('iris.csv'), irisCsv()))
  const tune = (...more: string[]) => gradus(['tune', path('iris.csv'), '--target', 'species', '--epochs', '1', '--validation', '0.2', '--repeats', '1', ...more]) // oxfmt-ignore

  test('tries what the options say', () => {
    const options = { lr: '1e-3..1e-2', hidden: 'none,4x3', activation: 'relu', batch: '20..40', l2: '0,1e-2..1', dropout: '0' } // oxfmt-ignore
    const given = Object.entries(options).flatMap(([name, text]) => [`--${name}`, text])
    const { spaces, trials } = JSON.parse(tune('--trials', '8', '--json', ...given).stdout)
    expect(spaces).toEqual([
      {
        lr: 'logUniform(0.001, 0.01)',
        hidden: 'choice([[], [4,3]])',
        activation: 'choice(["relu"])',
        batch: 'integer(20, 40)',
        l2: 'orZero(logUniform(0.01, 1), 0.25)',
        dropout: 'choice([0])',
      },
    ])
    const lambdas: number[] = trials.map(({ settings }: { settings: { l2: number } }) => settings.l2)
    expect(lambdas).toContain(0)
    expect(lambdas.every((l2) => l2 === 0 || (l2 >= 0.01 && l2 <= 1))).toBe(true)
    expect(trials.every(({ score }: { score: number | null }) => score !== null)).toBe(true)
  })
  test('says when the best is at the edge of what was tried', () => {
    // With so few epochs the highest rate is the best; no penalty is no edge, nor is a single value.
    const args = ['--method', 'grid', '--per-axis', '2', '--lr', '1e-4..1e-2', '--batch', '8,64', '--hidden', '8', '--l2', '0,1e3..1e4', '--activation', 'tanh'] // oxfmt-ignore
    const remarks = tune(...args).stdout.split('\n').filter((line) => line.startsWith('The best ')) // oxfmt-ignore
    expect(remarks).toEqual([
      'The best lr, 0.01, is at the upper edge of 0.0001..0.01. Better values may lie beyond it: try a wider --lr.',
      'The best batch, 8, is the lowest of 8,64. Better values may lie beyond it: try a wider --batch.',
    ])
    expect(JSON.parse(tune(...args, '--json').stdout).edges).toEqual([
      { name: 'lr', value: 0.01, end: 'high', axis: 'logUniform(0.0001, 0.01)' },
      { name: 'batch', value: 8, end: 'low', axis: 'choice([8, 64])' },
    ])
  })
  test('refuses what cannot be tried, by the name of the option', () => {
    const { status, stdout, stderr } = tune('--lr', '1..0.1')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(
      /^error: option '--lr <rates>' argument '1\.\.0\.1' is invalid\. The range 1\.\.0\.1 does not go up\. Pass the lower end first: 1e-4\.\.1e-1\.\n/,
    )
  })
})
