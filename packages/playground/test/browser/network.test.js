// The network view, as a person uses it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from './page.js'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
/** A number of the bar on top. */
const figure = async (page, name) => {
  const text = await page
    .locator('.numbers div', { has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .innerText()
  return Number(text.replaceAll(',', '').replace('−', '-'))
}
const passes = async (page, least) => {
  for (let wait = 0; wait < 100 && !((await figure(page, 'Pass')) >= least); wait++) await page.waitForTimeout(100)
  return figure(page, 'Pass')
}

test('learns while it plays, rests when it is paused, and rewinds to the same weights', async () => {
  const page = await openPage('#view=network')
  const first = page.locator('[data-unit="3 0"]')
  await first.waitFor()
  const before = await first.textContent()
  await press(page, 'Play')
  assert.ok((await passes(page, 50)) >= 50)
  await press(page, 'Pause')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  const rested = await figure(page, 'Pass')
  assert.ok((await figure(page, 'Training loss')) < 0.65)
  assert.notEqual(await first.textContent(), before)
  const [, right] = /^(\d+) of 90 validation examples are answered right/.exec(await page.locator('.score').innerText())
  assert.ok(right > 54)
  await page.waitForTimeout(200)
  assert.equal(await figure(page, 'Pass'), rested)
  await press(page, 'Rewind')
  await passes(page, 0)
  await page.waitForFunction((label) => document.querySelector('[data-unit="3 0"]').textContent === label, before) // prettier-ignore
  assert.equal(await figure(page, 'Pass'), 0)
})

test('a unit shows a sum that adds up, and its weights and its bias can be changed', async () => {
  const page = await openPage('#view=network&hidden=2&weights=')
  await page.locator('[data-unit="1 0"]').click()
  const bias = page.getByLabel('Bias', { exact: true })
  await bias.fill('0.5')
  await bias.press('Enter')
  await page.waitForFunction(() => document.querySelector('[data-unit="1 0"] .bias').textContent === '0.5')
  const rows = await page.locator('.unit-panel tbody tr td:last-child').allInnerTexts()
  const z = await page.locator('[data-number="z"]').innerText()
  const numbers = [...rows, z].map((text) => Number(text.replace('−', '-')))
  const sum = numbers.slice(0, -1).reduce((a, b) => a + b, 0)
  assert.ok(Math.abs(sum - numbers.at(-1)) < 2e-3, `${numbers}`)
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.unit-panel').count(), 0)
  await page.waitForFunction(() => location.hash.includes('weights='))
})

test('pasted rows become data, and never part of the address', async () => {
  const page = await openPage('#view=network')
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('own')
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${i < 20 ? 'low' : 'high'}`)
  await page.getByLabel('Text of a table').fill(`secret,b,kind\n${rows.join('\n')}`)
  await press(page, 'Use this text')
  await page.locator('[data-unit="0 0"]', { hasText: 'secret' }).waitFor()
  await press(page, 'One pass')
  assert.equal(await passes(page, 1), 1)
  await page.waitForTimeout(400)
  assert.ok(!page.url().includes('secret') && !page.url().includes('low'))
})

test('the answer for a number is in the unit of its column', async () => {
  const page = await openPage('#view=network')
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('own')
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 'a' : 'b'},${i},${1000 + i}`)
  await page.getByLabel('Text of a table').fill(`kind,x,height\n${rows.join('\n')}`)
  await press(page, 'Use this text')
  await page.getByRole('region', { name: 'Example' }).getByText('The right answer is 1000.').waitFor()
})

test('the first number that is not finite stops the run, and the page offers two ways on', async () => {
  const page = await openPage('#view=network&data=waves&activation=relu&rate=100')
  await press(page, 'Play')
  const ending = page.locator('.ending')
  await ending.waitFor()
  assert.match(await ending.innerText(), /learning rate/)
  await page.getByRole('button', { name: /^Begin again with learning rate 10$/ }).click()
  assert.equal(await page.getByLabel('Learning rate', { exact: true }).inputValue(), '10')
  assert.equal(await ending.count(), 0)
})

test('the graph of one example opens in the expression view, and leads back', async () => {
  const page = await openPage('#view=network&hidden=2')
  await press(page, 'Show the graph of this example')
  await page.locator('.box').first().waitFor()
  await press(page, 'Back to the network')
  await page.locator('[data-unit="1 0"]').waitFor()
})

test('other data take the place of the old ones, and the page lives on', async () => {
  const page = await openPage('#view=network')
  await page.locator('[data-unit="3 0"]').waitFor()
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('iris')
  await page.locator('[data-unit="3 2"]').waitFor()
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('three-blobs')
  await page.locator('[data-unit="0 3"]').waitFor({ state: 'detached' })
  await press(page, 'One pass')
  assert.equal(await passes(page, 1), 1)
})
