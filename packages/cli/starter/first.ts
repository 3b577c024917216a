// Learns to predict a column of a CSV file, saves the model, and draws a graph. Run it with: npx tsx first.ts
import { writeFile } from 'node:fs/promises'
import { readCsv } from '@gradus/data/node'
import { Value } from '@gradus/engine'
import { trainTable } from '@gradus/tabular'
import { saveTabular } from '@gradus/tabular/node'
import { renderSvg } from '@gradus/viz'

// 1. Train on the CSV file. For your own data, change the name of the file and the column to predict.
const table = await readCsv('iris.csv')
const target = 'species'
const { model, chosen, validation } = await trainTable(table, { target, epochs: 200 })
const { accuracy, mae } = validation![chosen]!
const score =
  accuracy === undefined ? `misses the number by ${mae} on average` : `is right in ${(100 * accuracy).toFixed(1)} %`
console.log(`The ${chosen} model ${score}, on rows that it was not trained on.`)

// 2. Predict the first row. A new row is an object with a value per column, such as { sepal_length: 5.1, … }.
const row = Object.fromEntries(table.columns.map((name, i) => [name, table.rows[0]![i]!]))
const [first] = model.predict([row])
console.log(`For the first row it predicts ${first!.prediction}; the table says ${row[target]!}.`)

// 3. Save the model. loadTabular('model.json') from '@gradus/tabular/node' reads it again.
await saveTabular('model.json', model)
console.log('The model is in model.json.')

// 4. Draw a graph: each box has a value and its gradient.
const w = new Value(0.5, 'w')
const x = new Value(2, 'x')
const b = new Value(-1, 'b')
const y = w.mul(x).add(b).tanh()
y.backward()
await writeFile('graph.svg', await renderSvg(y))
console.log(`y = tanh(w · x + b) = ${y.data}, and ∂y/∂w = ${w.grad}. Its graph is in graph.svg.`)
