// Taking a network along: as a program, as a model file, as ONNX; and opening models.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { irisCsv } from '@gradus/data'
import { MLP } from '@gradus/nn'
import { TabularModel } from '@gradus/tabular'
import { env, InferenceSession, Tensor } from 'onnxruntime-web'
import { figure, press } from './network-page.js'
import { CLIPBOARD, openPage, reopen, saved } from './page.js'

env.wasm.numThreads = 1 // no worker threads

const here = dirname(fileURLToPath(import.meta.url))
const gradus = join(here, '../../../cli/bin/gradus.js')
/** Within the package, so that programs find the packages that they import. */
const folder = mkdtempSync(join(here, 'kept-'))
after(() => rmSync(folder, { recursive: true }))

const message = (page, text) => page.getByRole('status', { name: 'Messages' }).getByText(text).waitFor()
const answer = (page) => page.locator('.example p').innerText()

/** Trains for one pass after the other. */
async function passes(page, count) {
  for (let pass = 1; pass <= count; pass++) {
    await press(page, 'One pass')
    await page.locator('.numbers dd').first().getByText(`${pass}`, { exact: true }).waitFor()
  }
}

const savedBy = (page, name) => saved(page, () => press(page, name))

const open = (page, name, buffer) =>
  page.locator('header input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer })

test('the copied program trains to the same bits as the saved model', async () => {
  const page = await openPage(
    '#view=network&data=moons&count=60&hidden=4,3&dropout=0.1&optimizer=adam&rate=0.01',
    CLIPBOARD,
  )
  await passes(page, 3)
  await press(page, 'Copy as a program')
  await message(page, 'The program is copied.')
  const program = await page.evaluate(() => navigator.clipboard.readText())
  const { name, bytes } = await savedBy(page, 'Save the model')
  assert.equal(name, 'network.json')
  const path = join(folder, 'network.mts')
  writeFileSync(path, `${program}\nconsole.log(JSON.stringify(model.parameters().map((p) => p.data)))\n`)
  const output = execFileSync(process.execPath, ['--import', 'tsx', path], { encoding: 'utf8' })
  const model = MLP.fromJSON(JSON.parse(bytes.toString()))
  const weights = model.parameters().map((p) => p.data)
  assert.deepEqual(JSON.parse(output.trim().split('\n').at(-1)), weights)
  assert.notDeepEqual(
    weights,
    new MLP([2, 4, 3, 1], { seed: 1 }).parameters().map((p) => p.data),
  )
})

test('without the right to copy, the program is saved', async () => {
  const page = await openPage('#view=network&count=20')
  await page.locator('[data-unit="1 0"]').waitFor()
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))
  })
  const { name, bytes } = await savedBy(page, 'Copy as a program')
  assert.equal(name, 'network.mts')
  assert.match(bytes.toString(), /new MLP\(/)
})

test('a saved model comes back, with its answers, and undo takes it away', async () => {
  const page = await openPage('#view=network&data=moons&count=60&hidden=5')
  await passes(page, 2)
  const right = [await answer(page), await figure(page, 'Training loss'), await figure(page, 'Validation loss')]
  const { name, bytes } = await savedBy(page, 'Save the model')
  await reopen(page, '#view=network&data=moons&count=60&hidden=2,2')
  assert.notEqual(await answer(page), right[0])
  await open(page, name, bytes)
  await message(
    page,
    'The model of “network.json” is open: 2-5-1 units, on the data “Moons”. A model file does not say',
  )
  await page.locator('[data-unit="1 4"]').waitFor()
  await page
    .locator('.example p')
    .getByText(/The network answers/)
    .waitFor()
  const again = [await answer(page), await figure(page, 'Training loss'), await figure(page, 'Validation loss')]
  assert.deepEqual(again, right)
  await press(page, 'Undo')
  await page.locator('[data-unit="2 1"]').waitFor()
})

test('a network is saved as ONNX, which onnxruntime runs to the same answers', async () => {
  const page = await openPage('#view=network&data=iris&hidden=4')
  await passes(page, 2)
  const onnx = await savedBy(page, 'Save as ONNX')
  assert.equal(onnx.name, 'network.onnx')
  const model = TabularModel.fromJSON(JSON.parse((await savedBy(page, 'Save the model')).bytes.toString()))
  const [, first] = irisCsv().split('\n')
  const row = first.split(',').slice(0, 4).map(Number)
  const session = await InferenceSession.create(onnx.bytes)
  const { output } = await session.run({ input: new Tensor('float64', row, [1, 4]) })
  const names = irisCsv().split('\n')[0].split(',')
  const [{ probabilities }] = model.predict([Object.fromEntries(row.map((value, i) => [names[i], value]))])
  Object.values(probabilities).forEach((p, k) =>
    assert.ok(Math.abs(p - output.data[k]) < 1e-5, `${p} ${output.data[k]}`),
  )
})

const trainedByCommand = (text, target) => {
  const [table, model] = [`${target}.csv`, `${target}.json`].map((name) => join(folder, name))
  writeFileSync(table, text)
  execFileSync(process.execPath, [gradus, 'train', table, '--target', target, '--epochs', '30', '--hidden', '5', '--model', 'network', '--out', model], { stdio: 'pipe' }) // oxfmt-ignore
  const predictions = execFileSync(process.execPath, [gradus, 'predict', model, table], { encoding: 'utf8', stdio: 'pipe' }) // oxfmt-ignore
  return { model: readFileSync(model), predictions: predictions.trim().split('\n') }
}

test('a model that the command line trained on iris gives its predictions in the page', async () => {
  const { model, predictions } = trainedByCommand(irisCsv(), 'species')
  const page = await openPage('')
  await open(page, 'model.json', model)
  await message(page, 'The model of “model.json” is open: 4-5-3 units. The model predicts “species” from sepal_length')
  await page.locator('[data-unit="1 4"]').waitFor()
  for (const example of [1, 75, 150]) {
    const field = page.getByRole('textbox', { name: 'Example', exact: true })
    await field.fill(`${example}`)
    await field.press('Enter')
    const kind = /setosa|versicolor|virginica/.exec(predictions[example].split(',').at(4))?.[0]
    const said = /setosa|versicolor|virginica/.exec(await answer(page))[0]
    assert.ok(predictions[example].includes(said), `${predictions[example]} ${kind} ${said}`)
  }
})

test('a model of another table asks for this table, and then has its weights', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${(i * 37) % 50},${i % 3 === 0 ? 'red' : 'blue'},${(i * 37) % 50 > 24 ? 'large' : 'small'}`) // oxfmt-ignore
  const text = `size,color,y\n${rows.join('\n')}\n`
  const { model, predictions } = trainedByCommand(text, 'y')
  const page = await openPage('#view=network')
  await open(page, 'model.json', model)
  await message(page, 'The model predicts “y” from size, color. Open a table with these columns.')
  const paste = async (value) => {
    await page.getByLabel('Text of a table').fill(value)
    await press(page, 'Use this text')
  }
  await paste('a,b\n1,2\n3,4\n')
  await page.locator('.own').getByRole('alert').getByText('pasted.csv has no column “y”. The model predicts').waitFor()
  assert.equal(await page.locator('.own').getByText('The model predicts').count(), 1)
  await paste(text)
  await page.locator('[data-unit="1 4"]').waitFor()
  // Other rows with the same columns are shown with the same model.
  const [header, one, ...rest] = text.trim().split('\n')
  await paste([header, ...rest, one].join('\n'))
  await message(page, 'It is read for this model, which keeps its weights.')
  await page.locator('.example b').last().getByText(rest[0].split(',')[2]).waitFor()
  await paste(text)
  await page.locator('.example b').last().getByText(one.split(',')[2]).waitFor()
  assert.equal(await page.getByLabel('Column to predict').inputValue(), 'y')
  const said = /small|large/.exec(await answer(page))[0]
  assert.match(predictions[1], new RegExp(said))
  const json = TabularModel.fromJSON(JSON.parse((await savedBy(page, 'Save the model')).bytes.toString()))
  const original = TabularModel.fromJSON(JSON.parse(model.toString()))
  const [again] = json.predict([{ size: 3, color: 'red' }])
  const [first] = original.predict([{ size: 3, color: 'red' }])
  assert.ok(Math.abs(again.probabilities.small - first.probabilities.small) < 1e-12)
  await paste(text.replaceAll('small', 'tiny'))
  await page.locator('.own').getByRole('alert').getByText('"tiny" is none of the known classes').waitFor()
  await press(page, 'Train a new network on it')
  await page
    .locator('.example b')
    .last()
    .getByText(/tiny|large/)
    .waitFor()
})

/** What stands in a file, and the message about it. */
const DAMAGED = [
  [{ format: 'gradus checkpoint' }, 'Model: this is a checkpoint of a run that has not ended.'],
  [{ format: 'gradus mlp', version: 1 }, 'Model: theta is undefined'],
  [JSON.parse(JSON.stringify(new MLP([7, 2]))), 'Model: the network has 7 inputs and 2 outputs'],
] // oxfmt-ignore

test('a file that is no model ends in a message and changes nothing', async () => {
  const page = await openPage('#view=network&hidden=3')
  await page.locator('[data-unit="1 2"]').waitFor()
  for (const [json, expected] of DAMAGED) {
    await open(page, 'a.json', Buffer.from(JSON.stringify(json)))
    await page.getByRole('alert').or(page.getByRole('status', { name: 'Messages' })).getByText(expected).first().waitFor() // oxfmt-ignore
    await page.locator('[data-unit="1 2"]').waitFor()
  }
})
