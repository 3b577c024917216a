// Before the layout of a graph is there, the page shows the graph as a list, which can be read and stepped through.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explanation, press } from './expression-page.js'
import { follow, openPage } from './page.js'

/** Opens a graph, and holds the file of the layout worker back. Gives a function that lets it through. */
async function openWithoutLayout(hash) {
  const page = await openPage('#view=network', { fresh: true })
  let isHeld
  const held = new Promise((resolve) => (isHeld = resolve))
  await page.route(/layout-worker/, (route) => isHeld(route))
  await follow(page, hash)
  const route = await held
  return { page, release: () => route.continue() }
}

test('the outline has every node, and steps while the layout is held back', async () => {
  const { page, release } = await openWithoutLayout('f=(x%2By)*z&at=x:-2,y:5,z:-4')
  const nodes = page.getByRole('list', { name: 'Graph of the expression' }).getByRole('button')
  await nodes.nth(4).waitFor()
  const texts = async () => (await nodes.allInnerTexts()).map((text) => text.replace(/^\w+: /, ''))
  const end = await texts()
  assert.equal(end.length, 5)
  assert.match(end.at(-1), /^f .*−12.*grad 1.*, from \w+, \w+$/)
  await press(page, 'To start')
  assert.doesNotMatch((await texts()).at(-1), /−12/)
  for (const value of ['3', '−12']) {
    await press(page, 'Step forward')
    await explanation(page)
      .getByText(`= ${value.replace('-', '−')}`)
      .first()
      .waitFor()
  }
  assert.match((await texts()).at(-1), /−12/)
  await press(page, 'To end')
  assert.deepEqual(await texts(), end)
  await nodes.first().click()
  await page.getByRole('region', { name: 'Selected node' }).getByRole('heading', { level: 2 }).waitFor()
  assert.equal(await page.locator('.box').count(), 0)
  await release()
  await page.locator('.box').nth(4).waitFor()
  assert.equal(await nodes.count(), 0)
})
