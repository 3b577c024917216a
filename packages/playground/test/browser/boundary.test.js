// A view that cannot be drawn leaves a message with ways on, and the rest of the page.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { follow, openPage } from './page.js'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** Opens the network view in a browser that gives no canvas to draw on. */
async function openWithoutCanvas(hash) {
  const page = await openPage('#view=by-hand')
  await page.evaluate(() => {
    const getContext = HTMLCanvasElement.prototype.getContext
    window.hasCanvas = false
    HTMLCanvasElement.prototype.getContext = function (...parts) {
      return window.hasCanvas ? getContext.apply(this, parts) : null
    }
  })
  await follow(page, hash)
  await page.getByRole('heading', { name: 'This view could not be drawn' }).waitFor()
  return page
}

test('a view that cannot be drawn says so, and the other views work', async () => {
  const page = await openWithoutCanvas('view=network&hidden=3')
  assert.match(await page.getByRole('alert').innerText(), /The reason: .*null/)
  await page.getByRole('tab', { name: 'Neuron and δ' }).click()
  await press(page, 'Forward')
  await page.getByRole('tab', { name: 'Network' }).click()
  await page.getByRole('heading', { name: 'This view could not be drawn' }).waitFor()
  await page.evaluate(() => {
    window.hasCanvas = true
  })
  await press(page, 'Try again')
  await page.locator('[data-unit="1 2"]').waitFor()
})

test('a view that cannot be drawn can be reset, and Undo brings its settings back', async () => {
  const page = await openWithoutCanvas('view=network&hidden=3')
  await page.evaluate(() => {
    window.hasCanvas = true
  })
  await press(page, 'Reset this view')
  await page.locator('[data-unit="2 3"]').waitFor()
  await press(page, 'Undo')
  await page.locator('[data-unit="1 2"]').waitFor()
  await page.locator('[data-unit="3 0"]').waitFor({ state: 'detached' })
})
