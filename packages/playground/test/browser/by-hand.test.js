// The view "Neuron and δ", as a person uses it, against the numbers of chapter 6 and those of the engine.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MLP, quadratic, sigmoidCrossEntropy } from '../../../nn/dist/index.js'
import { follow, openPage, reopen } from './page.js'

const THETAS = [
  [
    [0.35, 0.15, 0.2],
    [0.35, 0.25, 0.3],
  ],
  [
    [0.6, 0.4, 0.45],
    [0.6, 0.5, 0.55],
  ],
]
const [X, Y] = [
  [0.05, 0.1],
  [0.01, 0.99],
]

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const status = (page) => page.getByRole('status', { name: 'What has been computed' })
/** Waits until the status says something. */
const says = (page, text) => status(page).getByText(text).waitFor()
const numberOf = (text) => {
  const [mantissa, power = '0'] = text.replaceAll('−', '-').split('·10')
  const exponent = [...power].map((c) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)).map((d) => (d < 0 ? '-' : d)).join('') // oxfmt-ignore
  return Number(mantissa) * 10 ** Number(power === '0' ? 0 : exponent)
}
/** The numbers of the rows of a table: by hand, autodiff, difference. */
async function rowsOf(page, title) {
  const section = page.locator('section', { has: page.getByRole('heading', { name: title }) })
  const rows = await section.locator('tbody tr').all()
  return Promise.all(
    rows.map(async (row) => [
      await row.locator('th').innerText(),
      ...(await row.locator('.number').allInnerTexts()).map(numberOf),
    ]),
  )
}
const near = (actual, expected, message) =>
  assert.ok(Math.abs(actual - expected) <= 1e-5 * Math.abs(expected) + 1e-12, `${message}: ${actual}, not ${expected}`)

test('forward, backward and update show the numbers of the course one after the other', async () => {
  const page = await openPage('#view=by-hand')
  assert.equal(await page.getByText('0.3775').count(), 0)
  await press(page, 'Forward')
  await says(page, 'J = 0.298371')
  assert.equal(await page.getByRole('heading', { name: 'Backward' }).count(), 0)
  await press(page, 'Backward')
  const deltas = await rowsOf(page, 'Backward')
  assert.deepEqual(deltas.map(([symbol, value]) => [symbol, value]), [['δ₁⁽³⁾', 0.138499], ['δ₂⁽³⁾', -0.0380982], ['δ₁⁽²⁾', 0.00877135], ['δ₂⁽²⁾', 0.00995425]]) // oxfmt-ignore
  await press(page, 'Update')
  await says(page, 'J goes from 0.298371 to 0.280471')
})

test('with the biases kept, one update gives the 0.291028 that people know', async () => {
  const page = await openPage('#view=by-hand')
  await page.getByLabel('Keep the biases').check()
  await page.getByLabel('Number of updates').fill('1')
  await page.getByLabel('Number of updates').press('Enter')
  await press(page, 'Repeat')
  await says(page, 'J = 0.291028')
})

test('by hand and autodiff are the gradients of the engine, for each cost', async () => {
  const page = await openPage('#view=by-hand')
  for (const cost of ['quadratic', 'crossEntropy']) {
    await follow(page, `view=by-hand&stage=backward&cost=${cost}`)
    const output = cost === 'quadratic' ? 'sigmoid' : 'linear'
    const model = MLP.fromTheta(THETAS, { activation: 'sigmoid', output })
    ;(cost === 'quadratic' ? quadratic : sigmoidCrossEntropy)(model.forward(X), Y).backward()
    const expected = model.layers.flatMap(({ neurons }) => neurons.flatMap((n) => [n.bias, ...n.weights].map((p) => p.grad))) // oxfmt-ignore
    const rows = await rowsOf(page, '∂J/∂Θ')
    assert.equal(rows.length, 12)
    rows.forEach(([symbol, hand, automatic, difference], i) => {
      near(hand, expected[i], symbol)
      near(automatic, expected[i], symbol)
      assert.ok(Math.abs(difference) < 1e-15, `${symbol} differs by ${difference}`)
    })
  }
})

test('a unit shows terms that add up to z, live, and each input, weight, bias and target changes J as the engine says', async () => {
  const page = await openPage('#view=by-hand&stage=forward')
  const bias = page.getByLabel('Bias of hidden unit 1', { exact: true })
  await bias.fill('-0.5')
  await bias.press('Enter')
  const unit = page.locator('.worked svg > g', { hasText: 'hidden unit 1' })
  const numbers = (await unit.locator('text[text-anchor="end"]').allTextContents()).map(numberOf)
  const [first, second, z, a] = numbers
  near(z, -0.5 + first + second, 'z')
  near(a, 1 / (1 + Math.exp(-z)), 'a')
  assert.equal(first, 0.0075)

  const fields = page.locator('.worked input')
  assert.equal(await fields.count(), 16)
  const seen = new Set()
  for (let i = 0; i < 16; i++) {
    await fields.nth(i).fill('0.7')
    await fields.nth(i).press('Enter')
    const text = await status(page).innerText()
    assert.ok(!seen.has(text), `field ${i} changes nothing`)
    seen.add(text)
  }
  const all = [0.7, 0.7, 0.7]
  const model = MLP.fromTheta([[all, all], [all, all]], { activation: 'sigmoid', output: 'sigmoid' }) // oxfmt-ignore
  const J = quadratic(model.forward([0.7, 0.7]), [0.7, 0.7]).data
  near(numberOf(/J = (\S+?)\.( |$)/.exec(await status(page).innerText())[1]), J, 'J')
})

test('repeat follows gradient descent, draws the cost, and a link carries all of it', async () => {
  const page = await openPage('#view=by-hand')
  await page.getByLabel('Number of updates').fill('1000')
  await page.getByLabel('Number of updates').press('Enter')
  await press(page, 'Repeat')
  const model = MLP.fromTheta(THETAS, { activation: 'sigmoid', output: 'sigmoid' })
  const loss = () => quadratic(model.forward(X), Y)
  for (let i = 0; i < 1000; i++) {
    for (const p of model.parameters()) p.zeroGrad()
    loss().backward()
    for (const p of model.parameters()) p.data -= 0.5 * p.grad
  }
  await says(page, 'After 1000 updates')
  const text = await status(page).innerText()
  near(numberOf(/J = (\S+?)\.( |$)/.exec(text)[1]), loss().data, 'J after 1000 updates')
  await page.locator('section', { hasText: 'Cost over the updates' }).locator('svg').waitFor()
  await page.waitForFunction(() => window.location.hash.includes('updates=1000'))
  await reopen(page, new URL(page.url()).hash)
  assert.equal(await status(page).innerText(), text)
  await press(page, 'Reset')
  await says(page, 'Nothing is computed yet')
})

test('undo takes an update and an edited number back', async () => {
  const page = await openPage('#view=by-hand&stage=backward')
  await press(page, 'Update')
  await press(page, 'Undo')
  await says(page, 'each unit has its δ')
  const weight = page.getByLabel('Weight from input 1 to hidden unit 1', { exact: true })
  await weight.fill('3')
  await weight.press('Enter')
  await press(page, 'Undo')
  assert.equal(await weight.inputValue(), '0.15')
})

test('a target that the cross-entropy cannot have is a message', async () => {
  const page = await openPage('#view=by-hand&cost=crossEntropy&stage=forward')
  const target = page.getByLabel('Target 1', { exact: true })
  await target.fill('2')
  await target.press('Enter')
  await page.getByRole('alert').getByText('The cross-entropy needs targets from 0 to 1.').waitFor()
})

test('one neuron has the slopes of the engine, and opens as an expression', async () => {
  const page = await openPage('#view=by-hand')
  await page.getByRole('combobox', { name: 'Example', exact: true }).selectOption('neuron')
  await press(page, 'Forward')
  await says(page, 'z = 0.88, a = tanh(z) = 0.706419')
  await press(page, 'Backward')
  const slopes = Object.fromEntries(
    (await rowsOf(page, 'Backward')).map(([symbol, , automatic]) => [symbol, automatic]),
  )
  assert.deepEqual(slopes, { 'δ = ∂a/∂z': 0.500972, '∂a/∂w₁': 1.00194, '∂a/∂x₁': -1.50292, '∂a/∂w₂': 0, '∂a/∂x₂': 0.500972, '∂a/∂b': 0.500972 }) // oxfmt-ignore
  await press(page, 'Open as an expression')
  assert.equal(await page.getByRole('textbox', { name: 'Expression' }).inputValue(), 'tanh(w1*x1 + w2*x2 + b)')
  assert.equal(await page.getByRole('textbox', { name: 'b', exact: true }).inputValue(), '6.88')
})

test('no number covers another in the drawings, on each screen', async () => {
  const page = await openPage('#view=by-hand&stage=update', { viewport: { width: 360, height: 900 } })
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    for (const example of ['network', 'neuron']) {
      await page.getByRole('combobox', { name: 'Example', exact: true }).selectOption(example)
      if (example === 'neuron') for (const stage of ['Forward', 'Backward']) await press(page, stage)
      const crossing = await page.locator('.worked').evaluate((drawing) => {
        const boxOf = (element) => ({ name: element.textContent || element.value, box: element.getBoundingClientRect() })
        const fields = [...drawing.querySelectorAll('input')].map(boxOf)
        // The drawing has the numbers of the fields too, below these.
        const isBelow = ({ box }) => fields.some((field) => Math.abs(field.box.left + field.box.right - box.left - box.right) < 4 && box.top >= field.box.top && box.bottom <= field.box.bottom)
        const all = [...fields, ...[...drawing.querySelectorAll('svg text')].map(boxOf).filter((text) => !isBelow(text))]
        const cross = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
        return all.flatMap((one, i) => all.slice(i + 1).filter((other) => cross(one.box, other.box)).map((other) => `${one.name} and ${other.name}`))
      })
      assert.deepEqual(crossing, [], `${example}, ${width} pixels`)
    }
  }
}) // oxfmt-ignore
