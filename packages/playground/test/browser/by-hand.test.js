// The view "Neuron and δ", against the numbers of the worked example.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from './page.js'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const cost = async (page) => Number(await page.locator('[data-number="J"]').innerText())

test('the worked example has its known numbers, by hand and by the engine', async () => {
  const page = await openPage('#view=by-hand')
  assert.equal(await cost(page), 0.298371)
  const row = page.locator('tbody tr').nth(7) // Θ⁽²⁾ of unit 1 from the first hidden unit
  const [, hand, engine, , after] = await row.locator('td').allInnerTexts()
  assert.deepEqual([hand, engine, after], ['0.082167', '0.082167', '0.358916'])
})

test('an update with the biases kept gives the cost that people know', async () => {
  const page = await openPage('#view=by-hand&fixed-biases=on')
  await press(page, 'Update')
  await page.waitForFunction(() => document.querySelector('[data-number="J"]').textContent === '0.291028')
  await press(page, 'Repeat 100 times')
  await page.getByLabel('Cost', { exact: true }).last().locator('svg').waitFor()
  assert.ok((await cost(page)) < 0.2)
  await press(page, 'Reset')
  assert.equal(await cost(page), 0.298371)
})

test('every number can be changed, and the two ways still agree', async () => {
  const page = await openPage('#view=by-hand&cost=crossEntropy')
  const weight = page.getByLabel('Weight Θ⁽¹⁾₁₀', { exact: true })
  await weight.fill('-1.5')
  await weight.press('Enter')
  await page.waitForFunction(() => location.hash.includes('theta=-1.5'))
  for (const row of await page.locator('tbody tr').all()) {
    const difference = await row.locator('td').nth(3).innerText()
    assert.ok(Math.abs(Number(difference.replaceAll('−', '-'))) < 1e-12, difference)
  }
})
