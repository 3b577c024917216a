// What the page loads before anything is asked for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openPage } from './page.js'

/** The layout engine, the renderer of PNG, and its fonts. They come on demand. */
const ON_DEMAND = /layout-worker|\.wasm$|\.ttf$/

for (const view of ['expression', 'by-hand', 'network']) {
  test(`the view ${view} needs at most 400 kB, compressed, beside the large parts that come on demand`, async (t) => {
    const loaded = new Map()
    const keep = (response) => loaded.set(response.url(), response)
    const page = await openPage(`#view=${view}`, { fresh: true, before: (tab) => tab.on('response', keep) })
    await page.waitForLoadState('networkidle')
    const wanted = [...loaded.values()].filter((response) => !ON_DEMAND.test(response.url()))
    const sizes = await Promise.all(wanted.map(async (response) => gzipSync(await response.body()).length))
    assert.ok(sizes.length >= 3, `${sizes.length} files`)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    t.diagnostic(`${view}: ${Math.round(total / 1000)} kB in ${sizes.length} files`)
    assert.ok(total <= 400_000, `${total} bytes`)
  })
}
