// A graph that another view opens in the expression view.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from './page.js'

test('starts with its title and the way back in sight, wherever its button stood', async () => {
  const page = await openPage('#view=network', { viewport: { width: 1280, height: 600 } })
  const opener = page.getByRole('button', { name: 'Show the graph of this example' })
  await opener.scrollIntoViewIfNeeded()
  assert.ok((await page.evaluate(() => window.scrollY)) > 0)
  await opener.click()
  await page.locator('.graph svg:focus').waitFor()
  assert.equal(await page.evaluate(() => window.scrollY), 0)
})
