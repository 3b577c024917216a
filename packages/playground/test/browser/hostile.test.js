// Hostile links and labels end in a message, or in nothing: never in an error of the console or in a dead page.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Random } from '../../../nn/dist/index.js'
import { runs } from '../../../testkit/dist/runs.js'
import { follow, openPage } from './page.js'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const messages = (page) => page.getByRole('status', { name: 'Messages' })

/** The names of the settings of each view, from the source. */
const NAMES = Object.fromEntries(
  ['expression', 'by-hand', 'network'].map((view) => {
    const source = readFileSync(`${src}${view}/settings.ts`, 'utf8')
    const names = [...source.matchAll(/(?:(?:number|numbers|choice|flag|text)Setting(?:<[^(]*>)?\(\s*|name: |share\()'([\w-]+)'/g)].map(([, name]) => name) // oxfmt-ignore
    return [view, [...new Set(names)].filter((name) => !['number', 'units'].includes(name))]
  }),
)

/** Follows a link and sees that the page lives. */
async function survives(hash, page) {
  await follow(page, hash)
  const tabs = page.getByRole('tab')
  assert.equal(await tabs.count(), 3, `the page lives after ${hash.slice(0, 80)}`)
}

test('the names of the settings are known to this test', () => {
  assert.deepEqual(readdirSync(src).includes('network'), true)
  for (const [view, names] of Object.entries(NAMES)) assert.ok(names.length >= 4, `${view}: ${names.join(' ')}`)
})

/** What stands in an address, the address, and the message about it. */
const DAMAGED = [
  ['an escape that is broken', '#f=%E0%A4%A', 'The address has a damaged part, “f=%E0%A4%A”.'],
  ['an unknown view', '#view=magic', 'View: “magic” does not fit.'],
  ['an unknown name', '#view=by-hand&magic=1', 'The address has “magic”, which this view does not know.'],
  ['a number that is none', '#view=by-hand&rate=fast', 'Learning rate: “fast” does not fit.'],
  ['a number that is too large', '#view=by-hand&updates=1e99', 'Updates: “1e99” does not fit.'],
  ['too few numbers', '#view=by-hand&w=1,2', 'Weights: “1,2” does not fit.'],
  [
    'a number of a variable that is not there',
    '#f=x*y&at=x:3,q:4',
    'Numbers of the variables: the expression has no “q”. Its variables: x, y.',
  ],
  ['damaged weights', '#view=network&weights=!!!', 'Weights: the text is damaged.'],
  [
    'weights that do not fit the network',
    '#view=network&weights=AAAAAAAA8D8',
    'Weights: there are 1, and this network needs 37 finite numbers. It starts with new weights.',
  ],
  ['a long text', `#f=${'x'.repeat(100_000)}`, 'Expression: the text has 100000 characters. Enter at most 2000.'],
  ['script in a name', '#<script>window.attacked=1</script>=1', 'The address has “<script>window.attacked”'],
  ['script in a value', '#view=<img src=x onerror=window.attacked=1>', 'View: “<img src=x'],
  ['script in numbers', '#f=x*y&at=x:<img src=x onerror="window.attacked=1">', 'Numbers of the variables: “x:<img'],
]

test('what is damaged in an address ends in a message, in an opening and later', async () => {
  const page = await openPage(DAMAGED[0][1])
  for (const [what, hash, expected] of DAMAGED) {
    await follow(page, hash)
    await page.getByText(expected).first().waitFor()
    assert.equal(await page.evaluate(() => window.attacked), undefined, what)
    assert.equal(await page.locator('#app script, #app img').count(), 0, what)
    await page.getByRole('tab', { name: 'Neuron and δ' }).click()
    await page.getByRole('button', { name: 'Forward' }).waitFor()
  }
})

test('each setting of each view takes damaged values', async () => {
  const values = ['', 'NaN', '-1', '1e309', 'Infinity', '%00', ','.repeat(40), '<svg onload=window.attacked=1>', '__proto__', 'constructor', '9'.repeat(400), '😀'] // oxfmt-ignore
  const page = await openPage('#view=by-hand')
  for (const [view, names] of Object.entries(NAMES)) {
    for (const value of values)
      await survives([`view=${view}`, ...names.map((name) => `${name}=${value}`)].join('&'), page)
    for (const name of names)
      await survives(`view=${view}&${name}=${values[names.indexOf(name) % values.length]}`, page)
    assert.equal(await page.evaluate(() => window.attacked), undefined)
  }
})

test('random bytes in the address leave the page alive', async () => {
  const random = new Random(1)
  const character = () => String.fromCharCode(random.uniform(0, 1) < 0.8 ? random.uniform(33, 127) : random.uniform(128, 0xd7ff)) // oxfmt-ignore
  const page = await openPage('#view=by-hand')
  for (let i = 0; i < runs(20); i++) {
    const text = Array.from({ length: random.uniform(0, 60) }, character).join('')
    const view = ['', 'view=by-hand&', 'view=network&', 'f='][i % 4]
    await survives(view + text, page)
  }
  await page.getByRole('tab', { name: 'Neuron and δ' }).click()
  await page.getByRole('button', { name: 'Forward' }).waitFor()
})

test('a link with a part cut off opens with what is left of it', async () => {
  const whole = 'view=by-hand&x=0.5,0.6&y=0,1&w=1,2,3,4,5,6,7,8&b=1,2,3,4&rate=0.25&stage=update&updates=12'
  const page = await openPage(`#${whole}`)
  for (let length = 0; length < whole.length; length += 3) await survives(whole.slice(0, length), page)
  await survives(whole, page)
  await page.getByText('After 12 updates').waitFor()
})

test('script in an expression and in the names of variables is text', async () => {
  const page = await openPage()
  const field = page.getByRole('textbox', { name: 'Expression' })
  for (const text of ['<img src=x onerror=window.attacked=1>', '"><script>window.attacked=1</script>', 'x</text><script>window.attacked=1</script>', '${window.attacked=1}', 'constructor + __proto__']) {
    await field.fill(text)
    await field.press('Enter')
    await page.waitForTimeout(150)
  }
  assert.equal(await page.evaluate(() => window.attacked), undefined)
  assert.equal(await page.locator('#app script, #app img').count(), 0)
  await field.fill('x*y')
  await field.press('Enter')
  await page.locator('.box').first().waitFor()
}) // oxfmt-ignore

test('a table with script in its names is text', async () => {
  const page = await openPage('#view=network&data=own')
  const table = '<img src=x onerror=window.attacked=1>,b,"<script>window.attacked=1</script>"\n' + '1,2,<b>a</b>\n2,1,<i>b</i>\n'.repeat(12) // oxfmt-ignore
  await page.getByLabel('Text of a table').fill(table)
  await page.getByRole('button', { name: 'Use this text' }).click()
  await page.getByRole('button', { name: 'One pass' }).waitFor()
  assert.equal(await page.evaluate(() => window.attacked), undefined)
  assert.equal(await page.locator('#app script, #app img').count(), 0)
})

test('many messages do not fill the page', async () => {
  const page = await openPage(`#${Array.from({ length: 500 }, (_, i) => `unknown${i}=1`).join('&')}`)
  await messages(page).getByText('does not know').first().waitFor()
  assert.equal(await messages(page).locator('p').count(), 4)
  const dismiss = page.getByRole('button', { name: 'Dismiss this message' })
  await dismiss.nth(1).focus()
  for (let left = 3; left >= 0; left--) {
    await page.keyboard.press('Enter')
    await page.waitForFunction((count) => document.querySelectorAll('.message').length === count, left)
    await (left > 0 ? dismiss : page.getByRole('tabpanel')).and(page.locator(':focus')).waitFor()
  }
})
