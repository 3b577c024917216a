/** Opens the built page in Debian's chromium, under its policy and a sub-path, and lists everything that goes wrong. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, afterEach, before } from 'node:test'
import { servePage } from '../../serve.js'
import { openChromium } from '../../../testkit/release/open-chromium.js'

let browser
let server
let address
/** What has gone wrong in the tabs of this test. */
const faults = []
/** The tab that all tests share, one after the other: a new one takes about twice as long to show the page. */
let kept
let isKeptFree = true

before(async () => {
  ;({ server, address } = await servePage(0, '/some/where/'))
  browser = await openChromium()
})

// A tab that stays open goes on with what it does, and slows down all later tests.
afterEach(async () => {
  const found = faults.splice(0)
  for (const context of browser.contexts()) if (context !== kept?.context()) await context.close()
  if (!isKeptFree) await rest()
  assert.deepEqual(found, [], 'errors of the console, blocked by the policy, or requests beyond the server')
})

after(async () => {
  await browser?.close()
  server?.close()
})

/** Forgets what the page has stored, and leaves it. */
async function rest() {
  await kept.evaluate(() => window.localStorage.clear())
  await leave(kept)
  isKeptFree = true
}

/** Leaves the page. What this ends has not failed. */
async function leave(page) {
  const { length } = faults
  await page.goto('about:blank')
  faults.length = length
}

/** A tab that notes everything that goes wrong. */
async function newTab() {
  const page = await (await browser.newContext()).newPage()
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.stack))
  page.on('requestfailed', (request) => faults.push(`${request.url()} failed`))
  page.on('request', (request) => /^https?:/.test(request.url()) && !request.url().startsWith(address) && faults.push(`a request to ${request.url()}`)) // oxfmt-ignore
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`the policy blocked ${event.blockedURI} ${event.violatedDirective}`)) // oxfmt-ignore
    const isOfServer = window.location.protocol === 'http:'
    if (isOfServer && window.location.search !== '?tour') window.localStorage.setItem('gradus-tour', 'done')
  })
  return page
}

/**
 * Opens the page with a hash. The first opening of a test loads it in the tab that all tests share; a further one, or one that is
 * `fresh`, in a new tab that shares no storage and no cache with others. The first-visit tour is skipped unless `tour` is set.
 * `before` gets the tab before the page is loaded.
 */
export async function openPage(hash = '', options = {}) {
  const { tour = false, fresh = false, before, permissions = [], viewport = { width: 1280, height: 900 } } = options
  const { reducedMotion = 'reduce', colorScheme = 'light' } = options
  const isShared = isKeptFree && !fresh
  if (isShared) isKeptFree = false
  const page = isShared ? (kept ??= await newTab()) : await newTab()
  await page.setViewportSize(viewport)
  await page.emulateMedia({ reducedMotion, colorScheme })
  await page.context().clearPermissions()
  if (permissions.length > 0) await page.context().grantPermissions(permissions)
  await before?.(page)
  await page.goto(`${address}${tour ? '?tour' : ''}${hash}`)
  return page
}

/** Leaves the page, and opens it with a hash in the same tab. What it has stored stays. */
export async function reopen(page, hash) {
  await leave(page)
  await page.goto(address + hash)
}

/** Changes the hash of an open page, as a link in the same tab does, and lets the page draw. It is cheaper than another opening. */
export const follow = (page, hash) =>
  page.evaluate(async (next) => {
    const before = window.location.hash
    const isRead = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }))
    window.location.hash = next
    if (window.location.hash !== before) await isRead
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  }, hash)

/** Options of a tab that may copy and paste. */
export const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] }

/** What the page saves when `act` is done. */
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
