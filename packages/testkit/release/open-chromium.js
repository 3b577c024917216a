// Debian's chromium, and tabs of it that list what goes wrong in them.
import { chromium } from 'playwright-core'

export const openChromium = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  })

/** Opens an address. `faults` has the errors and warnings of the console; `blocked()` is what the page's policy has blocked. */
export async function openTab(browser, address) {
  const tab = await browser.newPage()
  const faults = []
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()))
  tab.on('pageerror', (error) => faults.push(error.message))
  tab.on('requestfailed', (request) => faults.push(`${request.url()} failed`))
  await tab.addInitScript(() => {
    window.blocked = []
    document.addEventListener('securitypolicyviolation', (event) => window.blocked.push(event.blockedURI))
  })
  await tab.goto(address)
  return { tab, faults, blocked: () => tab.evaluate(() => window.blocked) }
}
