// Each link from the documentation opens the page with a state, and the numbers of its paragraph stand on the page.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openPage } from './page.js'

const docs = new URL('../../../../docs/', import.meta.url)
const LINK = /\]\((?:\.\.\/)?playground\.md(#[^)\s]*=[^)\s]*)\)/g

/** The paragraphs that begin with "Try it:". Each may have several links; the numbers after a link are about it. */
const links = readdirSync(docs, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .sort()
  .flatMap((path) => {
    const paragraphs = readFileSync(new URL(path, docs), 'utf8').split(/\n\n+/)
    return paragraphs.flatMap((paragraph) =>
      [...paragraph.matchAll(LINK)].map(({ 1: hash, 0: link, index }) => {
        const rest = paragraph.slice(index + link.length).split(LINK)[0]
        return { path, hash, isWidget: paragraph.startsWith('**Try it:**'), numbers: numbersIn(rest) }
      }),
    )
  })

/** Numbers as the page writes them, without those in names such as x1 and f1. */
function numbersIn(text) {
  return text.replaceAll('−', '-').match(/(?<![\w.])-?(?:\d+(?:\.\d+)?|∞)(?![\w]|\.\d)/g) ?? []
}

/** The texts and the numbers of the view, with those in fields. */
const shown = (page) =>
  page.locator('#view').evaluate((view) => {
    const fields = [...view.querySelectorAll('input')].map(({ value }) => value)
    const words = [...view.querySelectorAll('text, tspan')].map(({ textContent }) => textContent)
    return [view.innerText, ...words, ...fields].join(' ')
  })

test('the course has links to every view', () => {
  const widgets = links.filter(({ isWidget }) => isWidget)
  assert.ok(widgets.length >= 12, `${widgets.length}`)
  for (const view of ['f=', 'view=by-hand', 'view=network']) assert.ok(widgets.some(({ hash }) => hash.includes(view)))
  assert.deepEqual(widgets.filter(({ numbers }) => numbers.length === 0), []) // prettier-ignore
})

for (const { path, hash, numbers } of links) {
  test(`${path}: ${hash} shows ${numbers.join(', ')}`, async () => {
    const page = await openPage(hash)
    await page.locator('#view svg, #view canvas').first().waitFor()
    await page.waitForTimeout(300)
    const found = new Set(numbersIn(await shown(page)))
    assert.deepEqual(numbers.filter((number) => !found.has(number)), [], [...found].join(' ')) // prettier-ignore
    assert.equal(await page.getByRole('alert').count(), 0)
  })
}
