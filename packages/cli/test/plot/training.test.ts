/** The plots of `gradus train --plot`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(['train', ...args, '--epochs', '4', '--model', 'network'], directory())
const textsIn = (file: string) =>
  [...readFileSync(path(file), 'utf8').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, content]) => content!)

beforeAll(() => writeFileSync(path('iris.csv'), irisCsv()))

describe('gradus train --plot', () => {
  test('of classes draws loss, accuracy, confusion matrix and weights', () => {
    const { status, stdout } = run('iris.csv', '--target', 'species', '--plot', 'new/plots', '--validation', '0.2')
    expect(status).toBe(0)
    expect(stdout).toContain('The plots are in new/plots: loss.svg, accuracy.svg, confusion.svg, weights.svg.\n')
    expect(readdirSync(path('new/plots')).sort()).toEqual(['accuracy.svg', 'confusion.svg', 'loss.svg', 'weights.svg'])
    expect(textsIn('new/plots/loss.svg')).toEqual(expect.arrayContaining(['loss', 'epoch', 'training', 'validation']))
    expect(textsIn('new/plots/accuracy.svg')).toContain('accuracy')
    expect(textsIn('new/plots/confusion.svg').join()).toMatch(/Confusion matrix \(validation\).*virginica.*of 30 right/)
    expect(textsIn('new/plots/weights.svg')).toContain('petal_length')
  })
  test('of a number draws the fit and the residuals of the rows that were measured, here those of --test', () => {
    const args = [
      '--target',
      'petal_width',
      '--exclude',
      'species',
      '--validation',
      '0.2',
      '--test',
      'iris.csv',
      '--json',
    ]
    const { status, stdout, stderr } = run('iris.csv', ...args, '--plot', 'number', '--quiet')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { plots, test: measured } = JSON.parse(stdout)
    expect(plots).toEqual(['loss', 'fit', 'residuals', 'weights'].map((name) => `number/${name}.svg`))
    expect(measured.network).not.toHaveProperty('predictions')
    const texts = textsIn('number/fit.svg')
    expect(texts).toEqual(expect.arrayContaining(['petal_width', 'prediction of petal_width', 'target = prediction']))
    expect(texts.join()).toContain(`R² = ${Number(measured.network.r2.toPrecision(4))}`)
    expect(textsIn('number/residuals.svg')).toContain('Residuals (test)')
  })
  test('after folds marks no best epoch, because no row was left to validate on', () => {
    const args = ['--target', 'species', '--folds', '2', '--plot', 'folds', '--quiet']
    expect(run('iris.csv', ...args).status).toBe(0)
    const texts = textsIn('folds/loss.svg').join()
    expect(texts).toContain('Loss of the network on all rows')
    expect(texts).not.toMatch(/best|validation/)
  })
  test('of a linear model has no curves', () => {
    const { stdout } = gradus(
      ['train', 'iris.csv', '--target', 'species', '--model', 'linear', '--validation', '0', '--plot', 'linear'],
      directory(),
    )
    expect(stdout).toContain('The plots are in linear: weights.svg.\n')
  })
  test('is continued by gradus resume, also to another folder', () => {
    const quiet = run('iris.csv', '--target', 'species', '--checkpoint', 'c.checkpoint', '--plot', 'first', '--quiet')
    expect(quiet).toEqual({ status: 0, stdout: '', stderr: '' })
    const svg = readFileSync(path('first/loss.svg'), 'utf8')
    writeFileSync(path('first/loss.svg'), '')
    expect(gradus(['resume', 'c.checkpoint', '--quiet'], directory()).status).toBe(0)
    expect(readFileSync(path('first/loss.svg'), 'utf8')).toBe(svg)
    expect(gradus(['resume', 'c.checkpoint', '--plot', 'second', '--quiet'], directory()).status).toBe(0)
    expect(readFileSync(path('second/loss.svg'), 'utf8')).toBe(svg)
  })
  test('refuses before the training to overwrite an input, and a folder that cannot be made', () => {
    writeFileSync(path('loss.svg'), irisCsv())
    expect(run('loss.svg', '--target', 'species', '--plot', '.')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'train: --plot and data are the same file, loss.svg. Pass another place for --plot.\n',
    })
    const { status, stderr } = run('iris.csv', '--target', 'species', '--plot', 'iris.csv/plots')
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^train: --plot iris\.csv\/plots\/loss\.svg cannot be written \(.*\)\. Choose another place\.\n$/,
    )
    expect(existsSync(path('plots'))).toBe(false)
  })
})
