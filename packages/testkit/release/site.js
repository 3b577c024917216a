// Opens the finished site in Debian's chromium under a strict policy: every page, its links, its width on a phone, contrast in
// light and dark, the search, the pictures in both modes, and copying a formula. `npm run site` must have built it.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openChromium, openTab } from './open-chromium.js'
import { QUESTIONS } from './site-questions.js'

const dist = fileURLToPath(new URL('../../site/dist/', import.meta.url))
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' } // prettier-ignore

const base = /<link rel="preload stylesheet" href="(.*?)assets\//.exec(
  readFileSync(join(dist, 'index.html'), 'utf8'),
)[1]
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))
const content = new Map(pages.map((name) => [name, readFileSync(join(dist, name), 'utf8')]))

checkLinks()
const requests = []
const server = createServer(({ url }, response) => {
  const path = decodeURIComponent(url.split(/[?#]/)[0])
  if (!path.startsWith(base)) return response.writeHead(404).end()
  const file = join(dist, path.slice(base.length), path.endsWith('/') ? 'index.html' : '')
  if (!existsSync(file)) return response.writeHead(404).end()
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY }) // prettier-ignore
  response.end(readFileSync(file))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const site = `http://127.0.0.1:${server.address().port}${base}`
const browser = await openChromium()
try {
  await everyPage()
  await contrast()
  await pictures()
  await search()
} finally {
  await browser.close()
  server.close()
}

/** Every link leads to a page of the site, and to a place that is there. */
function checkLinks() {
  let links = 0
  const places = new Map([...content].map(([name, html]) => [name, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))])) // prettier-ignore
  for (const [name, html] of content) {
    for (const [, raw] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      const href = raw.replaceAll('&amp;', '&')
      if (/^[a-z]+:/.test(href)) continue
      const { pathname, hash } = new URL(href, `http://site${base}${name}`)
      assert.ok(pathname.startsWith(base), `${name} has a link to ${href}, outside of the site`)
      const file = decodeURIComponent(pathname.slice(base.length) + (pathname.endsWith('/') ? 'index.html' : ''))
      assert.ok(existsSync(join(dist, file)), `${name} has a link to ${href}, which is not there`)
      const place = decodeURIComponent(hash.slice(1))
      if (place !== '' && file.endsWith('.html')) assert.ok(places.get(file).has(place), `${name} has a link to ${href}, and there is no such place`) // prettier-ignore
      links++
    }
  }
  console.log(`site: ${links} links of ${pages.length} pages lead to what is there`)
}

/** No page needs another host, breaks the policy, or is wider than a phone. */
async function everyPage() {
  const prose = pages.filter(
    (name) => !name.startsWith('source/') && !name.startsWith('docs/api/') && name !== '404.html',
  )
  const { tab, faults } = await openTab(browser, site)
  tab.on('request', (request) => requests.push(request.url()))
  await tab.setViewportSize({ width: 360, height: 740 })
  for (const name of [...prose, 'docs/api/index.html', pages.find((name) => name.startsWith('source/'))]) {
    await tab.goto(site + name)
    const width = await tab.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(width <= 360, `${name} is ${width} pixels wide on a screen of 360`)
    assert.deepEqual(await tab.evaluate(() => window.blocked), [], name)
    // A page that is left ends its requests; one that is not there is an error in the console too.
    assert.deepEqual(faults.splice(0).filter((fault) => !fault.endsWith(' failed')), [], name) // prettier-ignore
  }
  assert.deepEqual(requests.filter((url) => !url.startsWith(site)), []) // prettier-ignore
  await tab.close()
  console.log(`site: ${prose.length} pages fit 360 pixels, and load nothing from another host`)
}

/** Text has enough contrast, in light and dark. */
async function contrast() {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const names = pages.filter((name) => /^(index|docs\/index|docs\/course\/[^/]+|docs\/how-to\/draw-a-graph|packages\/engine\/index|docs\/api\/@gradus\/engine)\.html$/.test(name)) // prettier-ignore
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme, bypassCSP: true })
    const tab = await context.newPage()
    for (const name of names) {
      await tab.goto(site + name)
      await tab.evaluate(axe)
      const found = await tab.evaluate(() => window.axe.run({ runOnly: ['color-contrast', 'image-alt', 'link-name', 'label', 'document-title'] })) // prettier-ignore
      const faults = found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)) // prettier-ignore
      assert.deepEqual(faults, [], `${name}, ${colorScheme}`)
    }
    await context.close()
  }
  console.log(`site: ${names.length} pages have enough contrast in light and dark`)
}

/** A picture in the page follows the switch of the page, not only the system. */
async function pictures() {
  const name = pages.find((page) => content.get(page).includes('class="picture"'))
  const { tab } = await openTab(browser, site + name)
  const color = () => tab.evaluate(() => getComputedStyle(document.querySelector('.picture svg text')).fill)
  const before = await color()
  await tab.evaluate(() => document.documentElement.classList.toggle('dark'))
  assert.notEqual(await color(), before)
  await tab.close()
  console.log('site: pictures follow the switch between light and dark')
}

/** Each question finds its page among the first three. */
async function search() {
  const { tab } = await openTab(browser, site)
  await tab.waitForLoadState('networkidle')
  await tab.locator('#local-search button').click()
  const box = tab.locator('.VPLocalSearchBox input')
  const missed = []
  for (const [question, page] of QUESTIONS) {
    await box.fill(question)
    await tab.waitForTimeout(300)
    const found = await tab.locator('.VPLocalSearchBox .result').evaluateAll((links) => links.slice(0, 3).map((a) => a.getAttribute('href'))) // prettier-ignore
    if (!found.some((href) => page.test(href))) missed.push(`${question}: ${found.join(' ')}`)
  }
  assert.deepEqual(missed, [])
  console.log(`site: ${QUESTIONS.length} searches find their page among the first three`)
}
