import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { parseCsv } from '../../src/csv/csv.js'
import { iris, irisCsv } from '../../src/sets/iris.js'

test('iris has 150 flowers with 4 measurements, 50 of each species', () => {
  expect(iris.inputs).toHaveLength(150)
  expect(iris.inputs.every((row) => row.length === 4 && row.every((x) => x > 0 && x < 8))).toBe(true)
  expect(iris.targets).toEqual(iris.inputs.map((_, i) => Math.floor(i / 50)))
  expect(iris.featureNames).toEqual(['sepal length', 'sepal width', 'petal length', 'petal width'])
  expect(iris.classNames).toEqual(['setosa', 'versicolor', 'virginica'])
  expect(iris.source).toMatch(/Fisher.*1936/)
})

test('iris has the means that Fisher printed in his table II', () => {
  const means = [0, 50, 100].map((start) =>
    [0, 1, 2, 3].map((j) => iris.inputs.slice(start, start + 50).reduce((sum, row) => sum + row[j]! / 50, 0).toFixed(3)),
  ) // oxfmt-ignore
  expect(means).toEqual([
    ['5.006', '3.428', '1.462', '0.246'],
    ['5.936', '2.770', '4.260', '1.326'],
    ['6.588', '2.974', '5.552', '2.026'],
  ])
})

test('iris has the two rows that often circulate with misprints', () => {
  expect(iris.inputs[34]).toEqual([4.9, 3.1, 1.5, 0.2])
  expect(iris.inputs[37]).toEqual([4.9, 3.6, 1.4, 0.1])
})

test('every number of iris is as recorded', () => {
  expect(createHash('sha256').update(irisCsv()).digest('hex')).toBe(
    '9cc1c345c71bcc9b486b74cbf6063fa66f4bb5e0f603a4b3c3471ec2e5e8e355',
  )
})

test('iris cannot be changed', () => {
  const parts: unknown[] = [iris, iris.inputs, iris.inputs[7], iris.targets, iris.featureNames, iris.classNames]
  expect(parts.every(Object.isFrozen)).toBe(true)
  expect(() => ((iris.inputs[0] as number[])[0] = 9)).toThrow(TypeError)
})

test('irisCsv holds the same flowers', () => {
  const { columns, rows } = parseCsv(irisCsv())
  expect(columns).toEqual(['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species'])
  expect(rows.map((row) => row.slice(0, 4).map(Number))).toEqual(iris.inputs)
  expect(rows.map((row) => row[4])).toEqual(iris.targets.map((target) => iris.classNames[target]))
})
