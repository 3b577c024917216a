// Hostile input ends in a message or in a drawing that is cut, never in a page that hangs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boxes, graphOf, press, textField } from './expression-page.js'
import { openPage } from './page.js'

/** Whether the page still answers. */
const answers = async (page) => {
  await textField(page).fill('x + 1')
  await page.waitForFunction(() => document.querySelectorAll('.box').length === 3)
  assert.match((await boxes(page)).at(-1), /^f \+/)
}

test('a long expression is drawn in part, and steps are quick', async () => {
  const page = await openPage(`#f=${encodeURIComponent(`x${'+x*y'.repeat(450)}`)}`)
  await page.getByText(/^Shown: 30 of 902 nodes/).waitFor()
  await page.locator('.box').last().waitFor()
  await press(page, 'Step back')
  await page.getByRole('checkbox', { name: 'Ask me first' }).check()
  await page.getByText('The page asks about graphs of at most 40 operations.').waitFor()
  await answers(page)
})

test('a text that is too long is refused', async () => {
  const page = await graphOf()
  await textField(page).fill('x+'.repeat(20_000) + 'x')
  await page.getByText('the text has 40001 characters. Enter at most 2000.').waitFor()
  assert.equal((await boxes(page)).length, 5)
  await answers(page)
})

test('deeply nested parentheses', async () => {
  const page = await graphOf()
  await textField(page).fill('('.repeat(990) + 'x' + ')'.repeat(990))
  await page.waitForFunction(() => document.querySelectorAll('.box').length === 1 || document.querySelector('.fault'))
  await textField(page).fill('('.repeat(1990))
  await page.getByRole('alert').waitFor()
  await answers(page)
})

test('x·x·x·… and deep functions', async () => {
  const page = await openPage(`#f=${encodeURIComponent('x' + '*x'.repeat(900))}&at=x:1.01`)
  await page.getByText(/^Shown: /).waitFor()
  await textField(page).fill('sin('.repeat(100) + 'x' + ')'.repeat(100))
  await page.getByText(/^Shown: 60 of 101 nodes/).waitFor()
  await answers(page)
})

test('formulas and plots that take long do not stop the page', async () => {
  const product = Array.from({ length: 70 }, (_, i) => `sin(x*y^${i} + ${i}*z)`).join('*')
  const page = await openPage(`#f=${encodeURIComponent(product)}`)
  await page.locator('.box').last().waitFor()
  await press(page, 'Step back')
  const derivatives = page.getByLabel('Derivatives', { exact: true })
  await derivatives.getByText(/takes too long|more than 300 characters/).first().waitFor() // oxfmt-ignore
  const plots = page.getByLabel('Plots')
  await plots.getByText('takes too long').or(plots.locator('.picture svg')).waitFor()
  await answers(page)
})

test('script in names, numbers and addresses stays text', async () => {
  const evil = '<img src=x onerror=alert(1)>'
  const page = await openPage(`#f=${encodeURIComponent(evil)}&at=${encodeURIComponent(`${evil}:3`)}&along=${encodeURIComponent(evil)}&range=${encodeURIComponent(evil)}`) // oxfmt-ignore
  await page.locator('.fault').getByText('is not expected').waitFor()
  assert.ok((await page.getByLabel('Messages').getByText('does not fit').count()) >= 2)
  assert.equal(await page.locator('img').count(), 0)
  await answers(page)
})

test('a damaged address opens with messages and the defaults', async () => {
  const page = await graphOf('#at=x:,y&pass=sideways&ask=perhaps&f=%E0%A4%A')
  assert.equal(await page.getByLabel('Messages').locator('p').count(), 4)
  assert.match((await boxes(page)).at(-1), /^f ×, data −12/)
})

test('names of JavaScript are names like any other', async () => {
  const page = await graphOf('#f=constructor*__proto__&at=__proto__:3,constructor:4')
  assert.match((await boxes(page)).at(-1), /data 12/)
})

test('a graph of 8,835 nodes is prepared in several tasks, drawn in part, and answers', async () => {
  const page = await openPage('#view=network&data=digits&hidden=64,64')
  const opener = page.getByRole('button', { name: 'Show the graph of this example' })
  await opener.waitFor()
  await page.evaluate(() => {
    window.seen = new Set()
    const note = () => [...document.querySelectorAll('#view [role="status"]')].map((one) => window.seen.add(one.textContent)) // oxfmt-ignore
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true })
  })
  await opener.click()
  await page.getByText('Shown: 30 of 8,835 nodes').waitFor()
  assert.ok(await page.evaluate(() => window.seen.has('Preparing the graph …')))
  await page.locator('.box').nth(29).waitFor()
  await press(page, 'Step back')
  await page.getByRole('status', { name: 'Explanation' }).getByText(/^∂f\/∂/).first().waitFor() // oxfmt-ignore
  await page.locator('.graph svg').press('Escape')
  await opener.and(page.locator(':focus')).waitFor()
})
