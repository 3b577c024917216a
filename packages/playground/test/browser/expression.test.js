// The expression view, as a person uses it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from './page.js'

test('draws the graph of the expression of the address', async () => {
  const page = await openPage('#f=x*y&at=x:3,y:-4')
  const root = page.locator('.box').last()
  await root.waitFor()
  assert.match(await root.getAttribute('aria-label'), /^×, data -12, grad 1/)
})
