import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()

test('the tour shows the graph step by step, learns iris, and writes what it says', () => {
  const { status, stdout } = gradus(['tour'], directory())
  expect(status).toBe(0)
  expect(stdout).toContain('∂f/∂x = ∂f/∂q · 1 = -4\n')
  expect(stdout).toContain('\nValidation on 150 rows (5 folds, each row once):\n')
  expect(Number(/ {2}network +([\d.]+) /.exec(stdout)![1])).toBeGreaterThanOrEqual(0.96)
  const files = [...stdout.matchAll(/^(gradus-tour\/\S+) /gm)].map((m) => m[1]!)
  expect(files).toEqual(['expression.svg', 'model.json', 'iris.csv', 'network.svg'].map((f) => `gradus-tour/${f}`))
  for (const file of files) expect(existsSync(path(file))).toBe(true)
  for (const file of [files[0]!, files[3]!]) expect(readFileSync(path(file), 'utf8')).toMatch(/<\/svg>\s*$/)
  const predictions = gradus(['predict', path('gradus-tour/model.json'), path('gradus-tour/iris.csv')])
  expect(predictions.stdout.split('\n')[1]).toMatch(/^setosa,/)
})
