/** Opens the built page in Debian's chromium, under its policy and a sub-path, and lists everything that goes wrong. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, afterEach, before } from 'node:test'
import { servePage } from '../../serve.js'
import { openChromium } from '../../../testkit/release/open-chromium.js'

let browser
let server
let address
/** What has gone wrong in the tabs of this file. */
const faults = []

before(async () => {
  ;({ server, address } = await servePage(0, '/some/where/'))
  browser = await openChromium()
})

// A tab that stays open goes on with what it does, and slows down all later tests.
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

after(async () => {
  await browser?.close()
  server?.close()
  assert.deepEqual(faults, [], 'errors of the console, blocked by the policy, or requests beyond the server')
})

/**
 * Opens the page with a hash, in a context of its own, with the options of playwright's `newContext`. The first-visit tour is
 * skipped unless `tour` is set. `before` gets the tab before anything is loaded.
 */
export async function openPage(hash = '', { tour = false, before, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.stack))
  page.on('requestfailed', (request) => faults.push(`${request.url()} failed`))
  page.on('request', (request) => /^https?:/.test(request.url()) && !request.url().startsWith(address) && faults.push(`a request to ${request.url()}`)) // prettier-ignore
  await page.addInitScript((skipped) => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`the policy blocked ${event.blockedURI} ${event.violatedDirective}`)) // prettier-ignore
    if (skipped) window.localStorage.setItem('gradus-tour', 'done')
  }, !tour)
  await before?.(page)
  await page.goto(address + hash)
  return page
}

/** Options of a tab that may copy and paste. */
export const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] }

/** What the page saves when `act` is done. */
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
