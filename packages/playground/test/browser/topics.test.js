// What people ask of a page that trains a network, one test for each topic.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseExpression } from '@gradus/expression'
import { MLP } from '@gradus/nn'
import { CLIPBOARD, openPage, saved } from './page.js'
import { drop, enter, field, figure, numberOf, passes, press, unit } from './network-page.js'

const example = (page) => page.locator('.example p')

/** What the units say: their biases, and z and a for the example. */
const faces = (page) => page.locator('.net .unit').allTextContents()

/** The model that “Save the model” gives. */
async function savedModel(page) {
  const { bytes } = await saved(page, () => press(page, 'Save the model'))
  return JSON.parse(bytes.toString())
}

const copied = async (page, what) => {
  await press(page, `Copy as a ${what}`)
  await page.getByRole('status', { name: 'Messages' }).getByText(`The ${what} is copied`).waitFor()
  return page.evaluate(() => navigator.clipboard.readText())
}

const TABLE = `secret,b,kind\n${Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${i < 20 ? 'low' : 'high'}`).join('\n')}` // oxfmt-ignore

test('your own data: a CSV file that is dropped, or text that is pasted, is learned and stays out of the address', async () => {
  const page = await openPage('#view=network')
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('own')
  await drop(page, 'people.csv', TABLE)
  await unit(page, 0, 0).getByText('secret').waitFor()
  await press(page, 'Play')
  await passes(page, 30)
  await press(page, 'Pause')
  await example(page)
    .getByText(/^The network answers (low|high) .* The right answer is low\.$/)
    .waitFor()
  const european = TABLE.replace('secret', 'hidden')
    .replaceAll(',', ';')
    .replaceAll(/^(\d+);/gm, '$1,5;')
  await field(page, 'Text of a table').fill(european)
  await press(page, 'Use this text')
  await unit(page, 0, 0).getByText('hidden').waitFor()
  await unit(page, 0, 0).getByText('0.5 → ').waitFor()
  await page.getByText('The numbers of this table have decimal commas.').waitFor()
  await press(page, 'One pass')
  assert.equal(await passes(page, 1), 1)
  await page.waitForTimeout(400)
  assert.doesNotMatch(page.url(), /secret|hidden=|low|high/)
  await page.getByRole('combobox', { name: 'Column to predict' }).selectOption('b')
  await unit(page, 0, 1).getByText('kind').waitFor()
})

test('export: the network leaves the page as a program, as a model and as a formula', async () => {
  const page = await openPage('#view=network&data=moons&count=60&hidden=3', CLIPBOARD)
  await press(page, 'One pass')
  await passes(page, 1)
  const model = MLP.fromJSON(await savedModel(page))
  assert.deepEqual(model.sizes, [2, 3, 1])
  const [program, formula] = [await copied(page, 'program'), await copied(page, 'formula')]
  assert.match(program, /new MLP\(\[2, 3, 1\]/)
  assert.ok(formula.includes(`${model.layers[0].neurons[0].weights[0].data}*x1`), formula)
})

test('rewind: the same first weights come back, a slider goes to kept steps, and new weights are another button', async () => {
  const page = await openPage('#view=network')
  await unit(page, 3, 0).waitFor()
  const first = await faces(page)
  const losses = [await figure(page, 'Training loss'), await figure(page, 'Validation loss')]
  assert.ok(
    losses.every((loss) => loss > 0.5 && loss < 1),
    `${losses} are those of the first weights`,
  )
  await page.getByRole('region', { name: 'Loss curves' }).getByText('best: pass 0').waitFor()
  await press(page, 'Play')
  await passes(page, 50)
  await press(page, 'Pause')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  const [last, reached] = [await faces(page), await figure(page, 'Pass')]
  assert.notDeepEqual(last, first)
  await press(page, 'Rewind')
  await page.waitForFunction((face) => document.querySelector('[data-unit="3 0"]').textContent === face, first.at(-1))
  assert.deepEqual(await faces(page), first)
  assert.equal(await figure(page, 'Pass'), 0)
  assert.deepEqual([await figure(page, 'Training loss'), await figure(page, 'Validation loss')], losses)
  const kept = page.getByRole('slider', { name: 'Kept steps' })
  await kept.focus()
  await page.keyboard.press('ArrowRight')
  await passes(page, 1)
  assert.equal(await figure(page, 'Pass'), 1)
  await page.keyboard.press('End')
  assert.ok((await passes(page, 2)) <= reached)
  await press(page, 'Rewind')
  await page.waitForFunction((face) => document.querySelector('[data-unit="3 0"]').textContent === face, first.at(-1))
  await press(page, 'New weights')
  await page.waitForFunction((face) => document.querySelector('[data-unit="3 0"]').textContent !== face, first.at(-1))
  assert.equal(await field(page, 'Seed').inputValue(), '2')
})

test('a rate that is too high: the loss gets worse, or a NaN stops the run; the page says so, and both ways on work', async () => {
  const page = await openPage('#view=network&data=waves&activation=relu&rate=100')
  const ending = page.locator('.remark')
  const first = await figure(page, 'Training loss')
  await press(page, 'Play')
  await ending.getByText(/^The run stopped in pass \d+, batch \d+: .*learning rate/s).waitFor()
  const play = page.getByText('Trains the network until you press Pause.')
  assert.equal(await play.isVisible(), false, 'the help of Play covers nothing of it')
  const back = ending.getByRole('button', { name: /^Go back to pass/ })
  const pass = Number((await back.innerText()).match(/\d+/)[0])
  await back.press('Enter')
  await ending.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Play', exact: true }).and(page.locator(':focus')).waitFor()
  assert.equal(await figure(page, 'Pass'), pass)
  assert.ok((await figure(page, 'Training loss')) <= first)
  assert.ok((await faces(page)).every((face) => !/NaN|∞/.test(face)))
  for (let more = 1; more <= 3; more++) {
    await press(page, 'One pass')
    await passes(page, pass + more)
  }
  await ending
    .getByText(
      /^The training loss has become worse: .* after pass 3, from 0\.\d+ at the start\..* The learning rate 100 is/,
    )
    .waitFor()
  await page.getByRole('button', { name: 'Begin again with learning rate 10' }).click()
  await ending.waitFor({ state: 'detached' })
  assert.equal(await field(page, 'Learning rate').inputValue(), '10')
  assert.equal(await figure(page, 'Pass'), 0)
  await enter(page, 'Learning rate', 0.01)
  await press(page, 'Play')
  assert.ok((await passes(page, 20)) >= 20)
})

test('bias: that of every unit can be seen and changed, also that of the output', async () => {
  const page = await openPage('#view=network&hidden=2')
  await unit(page, 2, 0).waitFor()
  assert.equal(await page.locator('.unit .bias').count(), 3)
  for (const [layer, index] of [
    [1, 0],
    [1, 1],
    [2, 0],
  ]) {
    await unit(page, layer, index).click()
    await enter(page, 'Bias', layer + index / 2)
    await unit(page, layer, index)
      .locator('.bias', { hasText: `${layer + index / 2}` })
      .waitFor()
    await press(page, 'Close')
  }
  const biases = MLP.fromJSON(await savedModel(page)).layers.flatMap(({ neurons }) => neurons.map(({ bias }) => bias.data))
  assert.deepEqual(biases, [1, 1.5, 2])
}) // oxfmt-ignore

test('live numbers of a unit change while it learns, and three classes have three outputs', async () => {
  const page = await openPage('#view=network&data=three-blobs&rate=0.001')
  await unit(page, 3, 2).waitFor()
  assert.equal(await unit(page, 3, 3).count(), 0)
  await unit(page, 3, 1).click()
  const z = page.locator('[data-number="z"]')
  const seen = [await z.innerText()]
  await press(page, 'Play')
  for (let i = 0; i < 2; i++) {
    await page.waitForFunction((old) => document.querySelector('[data-number="z"]').innerText !== old, seen.at(-1))
    seen.push(await z.innerText())
  }
  assert.ok(await page.getByRole('button', { name: 'Pause', exact: true }).isVisible())
  assert.equal(new Set(seen).size, 3)
})

test('the formula of a unit: its numbers add up to z, and a = g(z)', async () => {
  const page = await openPage('#view=network&hidden=3,2&activation=sigmoid')
  await press(page, 'One pass')
  await passes(page, 1)
  for (const [layer, g] of [[1, (z) => 1 / (1 + Math.exp(-z))], [2, (z) => 1 / (1 + Math.exp(-z))], [3, (z) => z]]) {
    await unit(page, layer, 0).click()
    const rows = await page.locator('.unit-panel tbody tr').evaluateAll((all) =>
      all.map((row) => [row.cells[1].innerText, row.querySelector('input').value, row.cells[3].innerText]),
    )
    const terms = rows.map((cells) => cells.map(numberOf))
    for (const [a, w, product] of terms) assert.ok(Math.abs(a * w - product) < 2e-3, `${a} · ${w} = ${product}`)
    const sum = terms.reduce((total, [, , product]) => total + product, 0)
    const [z, a] = [numberOf(await page.locator('[data-number="z"]').innerText()), numberOf(await page.locator('[data-number="a"]').innerText())]
    assert.ok(Math.abs(sum - z) < 2e-3, `${sum} ${z}`)
    assert.ok(Math.abs(g(z) - a) < 2e-3, `g(${z}) = ${a}`)
    await press(page, 'Close')
  }
}) // oxfmt-ignore

test('a stop condition: after a number of passes, or when the validation loss does not fall', async () => {
  const page = await openPage('#view=network')
  await enter(page, 'Stop after', 25)
  await press(page, 'Play')
  await page.locator('.remark').getByText('The run ended, because “Stop after” is 25 passes.').waitFor()
  assert.equal(await figure(page, 'Pass'), 25)
  await enter(page, 'Stop after', 0)
  await enter(page, 'Learning rate', 30)
  await enter(page, 'Patience', 10)
  await press(page, 'Rewind')
  await press(page, 'Play')
  const text = await page
    .locator('.remark')
    .getByText(/has not fallen for \d+ passes/)
    .innerText()
  const [, waited, best] = text.match(/for (\d+) passes\. .* of pass (\d+),/).map(Number)
  assert.ok(waited >= 10, text)
  assert.equal(await figure(page, 'Pass'), best)
})

test('a confusion matrix counts every validation example', async () => {
  const page = await openPage('#view=network&data=three-blobs&noise=0.8&validation=0.4')
  await press(page, 'Play')
  await passes(page, 10)
  await press(page, 'Pause')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  const section = page.getByRole('region', { name: 'Mistakes by class' })
  await section.locator('svg').waitFor()
  await page.waitForTimeout(500) // the plot follows
  const held = await page.locator('.plane circle.held').count()
  const texts = await section.locator('svg text').allTextContents()
  const counts = texts.slice(9, 18).map(Number) // after the title, the names of both axes, and the classes at each
  assert.equal(counts.reduce((sum, count) => sum + count, 0), held)
  const right = counts[0] + counts[4] + counts[8]
  assert.match(texts[18], new RegExp(`^${right} of ${held} right`))
  assert.ok(right < held, 'there are mistakes in these data')
}) // oxfmt-ignore

test('limits are wide: six layers of 64 units, and 5,000 points', async () => {
  const page = await openPage('#view=network&hidden=64,64,64,64,3')
  await enter(page, 'Units of layer 5', 64)
  await press(page, 'Add a layer')
  await field(page, 'Units of layer 6').waitFor()
  await enter(page, 'Points', 5000)
  await page.locator('.plane circle').nth(2000).waitFor({ state: 'attached' })
  await unit(page, 7, 0).waitFor()
  assert.equal(await page.getByText('+49 more').count(), 6)
  await press(page, 'One pass')
  assert.equal(await passes(page, 1), 1)
  const { sizes } = MLP.fromJSON(await savedModel(page))
  assert.deepEqual(sizes, [2, 64, 64, 64, 64, 64, 64, 1])
})

test('the boundary as a function: the copied formula has the value of the output at any point', async () => {
  const page = await openPage('#view=network&hidden=3&features=x,y,xx,sinx&stop=60', CLIPBOARD)
  await press(page, 'Play')
  await passes(page, 60) // where it stops by itself, so that the numbers are the same in each run
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  const formula = parseExpression(await copied(page, 'formula'))
  await unit(page, 1, 0).click() // its panel shows the features of the example
  const points = []
  for (const number of [1, 20, 50, 299]) {
    await enter(page, 'Example', number)
    const [x1, x2] = await page.locator('.unit-panel tbody td:nth-child(2)').allInnerTexts().then((cells) => cells.map(numberOf))
    const a = numberOf((await unit(page, 2, 0).textContent()).match(/a = ([^,]+),/)[1])
    const value = formula.evaluate({ x1, x2 })
    assert.ok(Math.abs(value - a) < 0.01 * Math.max(1, Math.abs(value)), `the formula gives ${value} at (${x1}, ${x2}), the page ${a}`)
    points.push(a)
  }
  assert.ok(Math.min(...points) < 0 && Math.max(...points) > 0, `${points} are on both sides of the boundary`)
}) // oxfmt-ignore

test('the decision region, the map of each unit and the flow of the gradient change while it learns', async () => {
  const page = await openPage('#view=network&data=three-blobs&hidden=3')
  await unit(page, 2, 2).waitFor()
  const pictures = () =>
    page.evaluate(() => [...document.querySelectorAll('canvas.map')].map((canvas) => canvas.toDataURL()))
  const before = await pictures()
  assert.equal(before.length, 3 + 3 + 1)
  await press(page, 'Play')
  await passes(page, 20)
  await press(page, 'Pause')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  const after = await pictures()
  after.forEach((picture, i) => assert.notEqual(picture, before[i], `map ${i}`))
  const flow = page.getByRole('region', { name: 'Gradient of each layer' }).locator('svg')
  await flow.waitFor()
  await page.waitForTimeout(500)
  const rested = await flow.innerHTML()
  await press(page, 'One pass')
  await page.waitForFunction((old) => document.querySelector('[aria-label="Gradient of each layer"] svg').innerHTML !== old, rested) // oxfmt-ignore
})
