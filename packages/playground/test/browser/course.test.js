// Each link from the documentation opens the page with a state, and the numbers of its paragraph stand on the page.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { follow, openPage } from './page.js'

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

/** The texts of the view, without axes of plots, choices and help texts. Of the fields only settings of a network count, not numbers of variables. */
const shown = (page) =>
  page.locator('#view').evaluate((view) => {
    const texts = [...view.querySelectorAll('.settings input')].map(({ value }) => value)
    const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode
      if (parentElement.closest('.plots .picture, .charts, .help, option') === null) texts.push(data)
    }
    return texts.join(' ')
  })

test('the course has links to every view', () => {
  const widgets = links.filter(({ isWidget }) => isWidget)
  assert.ok(widgets.length >= 12, `${widgets.length}`)
  for (const view of ['f=', 'view=by-hand', 'view=network']) assert.ok(widgets.some(({ hash }) => hash.includes(view)))
  assert.deepEqual(widgets.filter(({ numbers }) => numbers.length === 0), []) // oxfmt-ignore
})

test('each link shows the numbers of its paragraph', async () => {
  const page = await openPage('#view=by-hand')
  for (const { path, hash, numbers } of links) {
    // Another view comes first, so that nothing on the page is from the link before.
    await follow(page, hash.includes('by-hand') ? 'view=expression' : 'view=by-hand')
    await page.locator(hash.includes('by-hand') ? '.graph' : '.worked').waitFor()
    await follow(page, hash)
    await page.locator('#view svg, #view canvas').first().waitFor()
    const missing = await waitForNumbers(page, numbers)
    assert.deepEqual(missing, [], `${path}: ${hash} shows ${numbers.join(', ')}`)
    assert.equal(await page.getByRole('alert').count(), 0, hash)
  }
})

/** Those of the numbers that do not come. */
async function waitForNumbers(page, numbers) {
  for (let wait = 0; ; wait++) {
    const found = new Set(numbersIn(await shown(page)))
    const missing = numbers.filter((number) => !found.has(number))
    if (missing.length === 0 || wait === 50) return missing
    await page.waitForTimeout(100)
  }
}
