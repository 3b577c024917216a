// The tour of the first visit.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage, reopen } from './page.js'

const VIEWS = ['expression', 'by-hand', 'network']
const dialog = (page) => page.getByRole('dialog', { name: /^Tour, step/ })
const ring = (page) => page.locator('.tour-ring')

/** Where the ring and the window of the tour are, once neither moves. */
async function placesAtRest(page) {
  const places = async () => [await ring(page).boundingBox(), await dialog(page).boundingBox()]
  for (let before = await places(); ;) {
    await page.waitForTimeout(100)
    const now = await places()
    if (JSON.stringify(now) === JSON.stringify(before)) return now
    before = now
  }
}

/** Takes the tour step by step to its end, and gives the titles. */
async function walk(page, width) {
  await dialog(page).waitFor()
  const titles = []
  for (;;) {
    titles.push(await dialog(page).getByRole('heading').innerText())
    await ring(page).waitFor()
    const [at, box] = await placesAtRest(page)
    const name = `${titles.at(-1)}: ${JSON.stringify({ at, box })}`
    assert.ok(at.y > -8 && at.y + at.height < 748 && at.width > 20, `the control is in sight: ${name}`)
    assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= 740, `the window is in sight: ${name}`)
    const overlaps = box.y < at.y + at.height - 6 && box.y + box.height > at.y + 6 && box.x < at.x + at.width && box.x + box.width > at.x
    assert.ok(!overlaps, `the window does not cover the control: ${name}`)
    if ((await dialog(page).getByRole('button', { name: 'Done' }).count()) > 0) break
    await page.keyboard.press('Tab')
    await dialog(page).getByRole('button', { name: 'Next' }).press('Enter')
  }
  assert.equal(await dialog(page).getByRole('button', { name: 'Skip the tour' }).count(), 0, 'the last step has Done only')
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  return titles
} // oxfmt-ignore

const takeTheTour = async (page) => {
  await page.getByRole('button', { name: 'Help', exact: true, expanded: false }).click()
  await page.getByRole('button', { name: 'Take the tour' }).click()
}

for (const view of VIEWS) {
  test(`the tour of ${view} has at most five steps, which point at controls that are there, on each screen`, async () => {
    const page = await openPage(`#view=${view}`, { tour: true, viewport: { width: 360, height: 740 } })
    const titles = await walk(page, 360)
    assert.equal(titles.length, 5)
    assert.equal(new Set(titles).size, 5)
    await page.setViewportSize({ width: 1280, height: 740 })
    await page.reload()
    await page.getByRole('tablist').waitFor()
    await page.waitForTimeout(300)
    assert.equal(await dialog(page).count(), 0, 'it never comes back')
    await takeTheTour(page)
    assert.equal(new Set(await walk(page, 1280)).size, 5)
  })
}

test('the tour can be skipped, and taken again from the help', async () => {
  const page = await openPage('', { tour: true })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  assert.equal(await dialog(page).count(), 0)
  await takeTheTour(page)
  await dialog(page).waitFor()
  assert.ok(await dialog(page).evaluate((box) => box === document.activeElement), 'the window has the focus')
})

test('who has seen the tour does not see it, and it does not begin over what a link shows', async () => {
  // Whoever opens the page without its tour has seen it, as far as the page knows.
  const page = await openPage('#f=x*x&at=x:3', { tour: true })
  for (const hash of ['#f=x*x&at=x:3', '']) {
    if (hash === '') await reopen(page, hash)
    await page.getByRole('tablist').waitFor()
    await page.waitForTimeout(300)
    assert.equal(await dialog(page).count(), 0, hash)
  }
})
