// Learns the kind of a flower from four lengths, saves the model, and draws a graph. Run it with: npx tsx first.ts
import { writeFile } from 'node:fs/promises'
import { readCsv } from '@gradus/data/node'
import { Value } from '@gradus/engine'
import { trainTable } from '@gradus/tabular'
import { saveTabular } from '@gradus/tabular/node'
import { renderSvg, toDot } from '@gradus/viz'

// 1. Train on the CSV file. For your own data, change the name of the file and the column to predict.
const table = await readCsv('iris.csv')
const { model, chosen, validation } = await trainTable(table, { target: 'species', epochs: 200 })
const { accuracy } = validation![chosen]!
console.log(
  `The ${chosen} model is right for ${(100 * accuracy!).toFixed(1)} % of the flowers that it was not trained on.`,
)

// 2. Predict a new row. A missing cell counts as the average.
const [flower] = model.predict([{ sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 }])
console.log(`A flower with short petals is ${flower!.prediction}.`)

// 3. Save the model. loadTabular('model.json') from '@gradus/tabular/node' reads it again.
await saveTabular('model.json', model)
console.log('The model is in model.json.')

// 4. Draw a graph: each box has a value and its gradient.
const w = new Value(0.5, 'w')
const x = new Value(2, 'x')
const b = new Value(-1, 'b')
const y = w.mul(x).add(b).tanh()
y.backward()
await writeFile('graph.svg', await renderSvg(toDot(y)))
console.log(`y = tanh(w · x + b) = ${y.data}, and ∂y/∂w = ${w.grad}. Its graph is in graph.svg.`)
