// Opens the finished site in Debian's chromium under a strict policy: every page, its links, its width on a phone, contrast in
// light and dark, the search, the pictures in both modes, copying a formula, and the way from prose to a line of source. What takes
// long is done for some pages, and for all in `.ci/full`. It also serves the site with `npm run site:serve`, and builds a few pages
// under another base. `npm run site` must have built the site.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { serveFolder } from '../tools/serve-folder.js'
import { openChromium, openTab } from './open-chromium.js'
import { freePort } from './serve-from.js'
import { QUESTIONS } from './site-questions.js'
import { some } from './some.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const dist = join(root, 'packages/site/dist/')
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

const base = /<link rel="preload stylesheet" href="(.*?)assets\//.exec(
  readFileSync(join(dist, 'index.html'), 'utf8'),
)[1]
const read = (folder) =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html') && !name.startsWith('play/'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
const content = read(dist)
const pages = [...content.keys()]
const prose = pages.filter((name) => !/^(source|docs\/api)\/|^404/.test(name))

checkScripts()
checkLinks(content, base)
checkWaysToSource()
await servedByTheCommand()
const requests = []
const { server, address: site } = await serveFolder({ folder: dist, base, policy: POLICY })
const browser = await openChromium()
try {
  await everyPage()
  await contrast()
  await pictures()
  await copying()
  await proseToSource()
  await playground()
  await search()
  await anotherBase()
} finally {
  await browser.close()
  server.close()
}

/** What has gone wrong in a tab so far. A page that is left ends its requests; one that is not there is an error in the console too. */
function mistakesOf(faults) {
  return faults.splice(0).filter((fault) => !fault.endsWith(' failed'))
}

/** The page and the place of a link, both without the base. */
function targetOf(html, name, base) {
  const href = html.replaceAll('&amp;', '&')
  const { pathname, hash } = new URL(href, `http://site${base}${name}`)
  assert.ok(pathname.startsWith(base), `${name} has a link to ${href}, outside of the site`)
  const file = decodeURIComponent(pathname.slice(base.length) + (pathname.endsWith('/') ? 'index.html' : ''))
  return { href, file, place: decodeURIComponent(hash.slice(1)) }
}

/** All scripts are files, because the policy allows no others. */
function checkScripts() {
  for (const [name, html] of content) assert.doesNotMatch(html, /<script(?![^>]* src=)|<script[^>]*>[^<]/, name)
  console.log(`site: no script stands inside of the ${content.size} pages`)
}

/** Every link of these pages leads to a page of the site, and to a place that is there. */
function checkLinks(linking, base) {
  let links = 0
  const places = new Map([...content].map(([name, html]) => [name, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))])) // oxfmt-ignore
  for (const [name, html] of linking) {
    for (const [, raw] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      if (/^[a-z]+:/.test(raw)) continue
      const { href, file, place } = targetOf(raw, name, base)
      assert.ok(existsSync(join(dist, file)), `${name} has a link to ${href}, which is not there`)
      if (place !== '' && content.has(file)) assert.ok(places.get(file).has(place), `${name} has a link to ${href}, and there is no such place`) // oxfmt-ignore
      links++
    }
  }
  console.log(`site: ${links} links of ${linking.size} pages lead to what is there, under ${base}`)
}

/** A name in prose leads to the part of an API page about it, and this part to the lines of source that define it. */
function checkWaysToSource() {
  let ways = 0
  for (const name of prose) {
    const links = content
      .get(name)
      .matchAll(/<a href="([^"]*docs\/api\/[^"]*#[^"]*)"[^>]*><code>(\w+)[^<]*<\/code><\/a>/g)
    for (const [, raw, text] of links) {
      const { file, place } = targetOf(raw, name, base)
      const api = content.get(file)
      const start = api.indexOf(`<h3 id="${place}"`)
      assert.ok(start >= 0, `${name}: ${text} does not lead to an export of ${file}`)
      const [heading, ...rest] = api.slice(start, api.indexOf('<h3 ', start + 1) >>> 0).split('</h3>')
      assert.match(heading, new RegExp(`>${text}\\b`), `${name}: ${text} leads to something else`)
      const [, line] =
        /Defined in: <a href="([^"]*)"/.exec(rest.join('')) ?? assert.fail(`${file}: ${text} has no source`)
      const source = targetOf(line, file, base)
      const shown = content.get(source.file).split(`id="${source.place}"`)[1].split('\n')[0]
      assert.match(shown, new RegExp(`\\b${text}\\b`), `${source.file}#${source.place} does not define ${text}`)
      ways++
    }
  }
  assert.ok(ways > 500, `${ways} names in prose lead to their API page`)
  console.log(`site: ${ways} names in prose lead to their API page, and from there to their line of source`)
}

/** `npm run site:serve` gives the pages as they were built, and 404 for what is not there. */
async function servedByTheCommand() {
  const port = await freePort()
  const command = ['run', '--silent', 'site:serve', '--', '--port', String(port)]
  // npm and what it has started are one group, so that both can be ended.
  const child = spawn('npm', command, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], detached: true })
  const get = (name) => fetch(`http://localhost:${port}${base}${name}`)
  try {
    let home
    while ((home = await get('').catch(() => undefined)) === undefined) {
      assert.equal(child.exitCode, null, 'npm run site:serve ended')
      await setTimeout(50)
    }
    assert.equal(await home.text(), content.get('index.html'))
    assert.equal(await (await get('docs/ops.html')).text(), content.get('docs/ops.html'))
    assert.equal((await get('docs/none.html')).status, 404)
  } finally {
    if (child.exitCode === null) process.kill(-child.pid)
  }
  console.log('site: npm run site:serve serves the pages as they were built')
}

/** The addresses in a page that do not begin with the base, those that its program has made included. */
function addressesBeyond(tab, base) {
  return tab.evaluate((base) => [...document.querySelectorAll('a[href^="/"], img[src^="/"]')].map((node) => node.getAttribute('href') ?? node.getAttribute('src')).filter((to) => !to.startsWith(base)), base) // oxfmt-ignore
}

/** No page needs another host, breaks the policy, or is wider than a phone. */
async function everyPage() {
  const { tab, faults } = await openTab(browser, site)
  tab.on('request', (request) => requests.push(request.url()))
  await tab.setViewportSize({ width: 360, height: 740 })
  const seen = [...some(prose, 3), 'docs/api/index.html', pages.find((name) => name.startsWith('source/'))]
  for (const name of seen) {
    await tab.goto(site + name)
    // Where the program of the page does not load, the links that it made stay as they were built.
    if (!name.startsWith('source/')) await tab.waitForFunction(() => document.querySelector('#app').__vue_app__)
    const width = await tab.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(width <= 360, `${name} is ${width} pixels wide on a screen of 360`)
    assert.deepEqual(await tab.evaluate(() => window.blocked), [], name)
    assert.deepEqual(mistakesOf(faults), [], name)
    assert.deepEqual(await addressesBeyond(tab, base), [], name)
  }
  assert.deepEqual(requests.filter((url) => !url.startsWith(site)), []) // oxfmt-ignore
  await tab.close()
  console.log(`site: ${seen.length} pages fit 360 pixels, and load nothing from another host`)
}

/** Text has enough contrast, in light and dark. Each kind of page is there; of the API pages, which are long and all alike, one. */
async function contrast() {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const names = [
    ...pages.filter((name) => /^(index|docs\/index|docs\/how-to\/draw-a-graph|packages\/engine\/index|docs\/api\/@gradus\/expression)\.html$/.test(name)),
    ...some(pages.filter((name) => name.startsWith('docs/course/')), 5),
  ] // oxfmt-ignore
  const context = await browser.newContext({ bypassCSP: true })
  const tab = await context.newPage()
  for (const name of names) {
    await tab.emulateMedia({ colorScheme: 'light' })
    await tab.goto(site + name)
    await tab.evaluate(axe)
    for (const colorScheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme })
      await tab.waitForFunction((dark) => document.documentElement.classList.contains('dark') === dark, colorScheme === 'dark') // oxfmt-ignore
      await tab.evaluate(() => document.getAnimations().forEach((animation) => animation.finish())) // colors that fade
      const found = await tab.evaluate(() => window.axe.run({ runOnly: ['color-contrast', 'image-alt', 'link-name', 'label', 'document-title'], resultTypes: ['violations'] })) // oxfmt-ignore
      const faults = found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)) // oxfmt-ignore
      assert.deepEqual(faults, [], `${name}, ${colorScheme}`)
    }
  }
  await context.close()
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
  for (const page of ['docs/course/02-the-chain-rule-on-edges.html', 'index.html']) await filesFollow(page)
  console.log('site: pictures follow the switch between light and dark')
}

/** Pictures that are files: those that a mode shows are in its colors. */
async function filesFollow(page) {
  const { tab } = await openTab(browser, site + page)
  const shown = () => tab.locator('.vp-doc picture img').evaluateAll((all) => all.filter((one) => getComputedStyle(one.parentElement).display !== 'none').map(({ src }) => src.split('/').at(-1))) // oxfmt-ignore
  const before = await shown()
  await tab.evaluate(() => document.documentElement.classList.toggle('dark'))
  assert.deepEqual(await shown(), before.map((name) => (name.includes('-light') ? name.replace('-light', '-dark') : name.replace('.svg', '.dark.svg')))) // oxfmt-ignore
  assert.ok(before.length > 0)
  await tab.close()
}

/** A copied formula is its LaTeX. */
async function copying() {
  const { tab } = await openTab(browser, `${site}docs/ops.html`)
  await tab.waitForLoadState('networkidle')
  const copied = await tab.evaluate(() => {
    document.getSelection().selectAllChildren(document.querySelector('#atan ~ p math').parentElement)
    const event = new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: new DataTransfer() })
    document.dispatchEvent(event)
    return event.clipboardData.getData('text/plain')
  })
  assert.match(copied, /^\$\$[^]*\\frac\{1\}\{x\^\{2\} \+ 1\}\s*\$\$\s*$/)
  await tab.close()
  console.log('site: a copied formula is its LaTeX')
}

/** A reader of a chapter clicks on a name, then on the line of source. */
async function proseToSource() {
  const { tab, faults } = await openTab(browser, `${site}docs/how-to/find-a-nan.html`)
  await tab.waitForLoadState('networkidle')
  await tab
    .locator('.vp-doc a > code', { hasText: /^detectAnomaly/ })
    .first()
    .click()
  await tab.waitForURL(/docs\/api\/@gradus\/engine\.html#detectanomaly/)
  await tab.locator('#detectanomaly ~ p a[href*="/source/"]').first().click()
  await tab.waitForURL(/source\/packages\/engine\/src\/anomaly\.ts\.html#L\d+/)
  const line = await tab.evaluate(() => document.querySelector(location.hash).textContent)
  assert.match(line, /export const detectAnomaly/)
  assert.deepEqual(mistakesOf(faults), [])
  await tab.close()
  console.log('site: a click on a name in prose, and one on its definition, lead to the line of source')
}

/** A link of a chapter opens the playground, which is part of the site, with the example of the chapter. */
async function playground() {
  const { tab, faults } = await openTab(browser, `${site}docs/course/02-the-chain-rule-on-edges.html`)
  await tab.waitForLoadState('networkidle')
  await tab.getByRole('link', { name: 'x · x + x in the playground' }).click()
  await tab.waitForURL(/\/play\/#/)
  await tab.locator('#view svg .box').first().waitFor()
  assert.equal(await tab.getByRole('textbox', { name: 'Expression' }).inputValue(), 'x*x+x')
  assert.deepEqual(mistakesOf(faults), [])
  await tab.close()
  console.log('site: a link of a chapter opens the playground with its example')
}

/** Under another base every address begins with it, and pages load. A few pages are enough, one of each kind. */
async function anotherBase() {
  const folder = mkdtempSync(join(tmpdir(), 'gradus-site-'))
  const other = base === '/' ? '/gradus/' : '/'
  const names = ['index', 'docs/ops', 'docs/course/index', 'docs/course/02-the-chain-rule-on-edges', 'docs/api/@gradus/svg/png'] // oxfmt-ignore
  const sample = fileURLToPath(new URL('../../site/src/sample.js', import.meta.url))
  execFileSync(process.execPath, [sample, other, folder, ...names.map((name) => `${name}.md`)], { stdio: ['ignore', 'ignore', 'inherit'] }) // oxfmt-ignore
  const built = [...read(folder)].filter(([name]) => !name.startsWith('source/') && name !== '404.html')
  assert.deepEqual(built.map(([name]) => name).sort(), names.map((name) => `${name}.html`).sort())
  checkLinks(new Map(built), other)
  const { server, address } = await serveFolder({ folder: join(folder, '/'), base: other, policy: POLICY })
  const { tab, faults } = await openTab(browser, address)
  for (const name of names) {
    await tab.goto(`${address}${name}.html`)
    await tab.waitForLoadState('networkidle')
    assert.deepEqual(mistakesOf(faults), [], `${name} under ${other}`)
    // Where the program of the page does not load, the links that it made stay as they were built.
    assert.ok(await tab.evaluate(() => document.querySelector('#app').__vue_app__ !== undefined), name)
    assert.deepEqual(await addressesBeyond(tab, other), [], `${name} under ${other}`)
  }
  const source = 'source/packages/svg/src/png.ts.html'
  await tab.goto(address + source)
  assert.deepEqual(faults, [], source)
  await tab.close()
  server.close()
  rmSync(folder, { recursive: true })
  console.log(`site: under ${other} too, pages load and links lead to what is there`)
}

/** Each question, and the name of each op, finds its page among the first three. */
async function search() {
  const ops = [...content.get('docs/ops.html').matchAll(/<h3 id="(\w+)"[^>]*>(\w+) /g)]
  assert.ok(ops.length > 40, `${ops.length} ops`)
  const questions = some([...QUESTIONS, ...ops.map(([, id, name]) => [name, new RegExp(`docs/ops\\.html#${id}$`)])], 4)
  const { tab } = await openTab(browser, site)
  await tab.waitForLoadState('networkidle')
  await tab.locator('#local-search button').click()
  const box = tab.locator('.VPLocalSearchBox input')
  const missed = []
  for (const [question, page] of questions) {
    await box.fill(question)
    await tab.waitForTimeout(300)
    const found = await tab.locator('.VPLocalSearchBox .result').evaluateAll((links) => links.slice(0, 3).map((a) => a.getAttribute('href'))) // oxfmt-ignore
    if (!found.some((href) => page.test(href))) missed.push(`${question}: ${found.join(' ')}`)
  }
  assert.deepEqual(missed, [])
  console.log(`site: ${questions.length} searches find their page among the first three`)
}
