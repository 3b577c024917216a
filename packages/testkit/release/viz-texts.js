// Opens all drawings of viz-gallery.js in Debian's chromium under a strict content-security policy, with the font that is
// installed or with a wider one. Every text lies inside of its box, no text crosses another or a box, and the policy blocks
// nothing. The animation stands still at its last picture for readers who prefer reduced motion.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { openChromium, openTab } from './open-chromium.js'
import { DRAWINGS } from './viz-gallery.js'

const STRICT = "default-src 'self'"
const FONTS = ['Arimo, Helvetica, Arial, Liberation Sans, sans-serif', 'DejaVu Sans, Verdana, serif']

const names = Object.keys(DRAWINGS).filter((name) => name !== 'animation')
const pages = new Map()
for (const [theme, font] of [['light', 0], ['dark', 1], ['page', 0]]) {
  const drawings = await Promise.all(names.map((name) => DRAWINGS[name]({ theme })))
  assert.ok(drawings.every((svg) => svg.includes(`font-family="${FONTS[0]}"`)))
  pages.set(`/${theme}`, { html: drawings.join('\n').replaceAll(FONTS[0], FONTS[font]), policy: STRICT })
} // oxfmt-ignore
pages.set('/animation', { html: await DRAWINGS.animation({}), policy: `${STRICT}; style-src 'unsafe-inline'` })

const server = createServer(({ url }, response) => {
  const page = pages.get(url)
  if (page === undefined) return response.writeHead(204).end() // the icon of the page
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-security-policy', page.policy)
  response.end(`<!doctype html><html lang="en">${page.html}</html>`)
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = (page) => `http://127.0.0.1:${server.address().port}${page}`
const browser = await openChromium()
try {
  for (const page of pages.keys()) {
    if (page === '/animation') continue
    const { tab, faults, blocked } = await openTab(browser, address(page))
    const measured = await tab.evaluate(measure)
    assert.equal(measured.length, names.length)
    measured.forEach((drawing, i) => assert.deepEqual(wrong(drawing), [], names[i] + page))
    assert.deepEqual([faults, await blocked()], [[], []], page)
    const texts = measured.reduce((sum, drawing) => sum + drawing.texts.length, 0)
    assert.ok(texts > 500)
    console.log(`viz-texts: ${page}, chromium ${browser.version()}: ${texts} texts are where they belong`)
    await tab.close()
  }
  await checkMotion()
} catch (error) {
  console.error('viz-texts:', error)
  process.exitCode = 1
} finally {
  await browser.close()
  server.close()
}

/** In the page: the place of each drawing, of its boxes and units, and of its texts with the box that each belongs to. */
function measure() {
  const place = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return { left, right, top, bottom }
  }
  return [...document.querySelectorAll('svg')].map((svg) => {
    const boxes = [...svg.querySelectorAll('[data-node], [data-unit]')]
    return {
      picture: place(svg),
      boxes: boxes.map((box) => place(box.querySelector('rect'))),
      texts: [...svg.querySelectorAll('text')].map((text) => {
        const owner = text.closest('[data-node], [data-unit]')
        const isName = owner?.hasAttribute('data-unit') && text.getAttribute('text-anchor') !== 'middle'
        return { text: text.textContent, ...place(text), box: owner === null || isName ? -1 : boxes.indexOf(owner) }
      }),
    }
  })
}

/** What is wrong by more than a pixel, which is what rounding of glyphs can add. */
function wrong({ picture, boxes, texts }) {
  const isInside = (a, b) =>
    a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1
  const cross = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  return texts.flatMap((text, i) => [
    ...(isInside(text, text.box < 0 ? picture : boxes[text.box]) ? [] : [`"${text.text}" is not inside`]),
    ...texts.slice(0, i).filter((other) => cross(text, other)).map((other) => `"${text.text}" crosses "${other.text}"`),
    ...(text.box < 0 && boxes.some((box) => cross(text, box)) ? [`"${text.text}" crosses a box`] : []),
  ]) // oxfmt-ignore
}

/** What is visible, at rest and in motion. */
async function checkMotion() {
  const { tab } = await openTab(browser, address('/animation'))
  const captions = () =>
    tab.evaluate(() =>
      [...document.querySelectorAll('text')]
        .filter(
          (text) => getComputedStyle(text).visibility === 'visible' && /^(Start|End|\d of)/.test(text.textContent),
        )
        .map((text) => text.textContent),
    )
  await tab.emulateMedia({ reducedMotion: 'reduce' })
  assert.deepEqual(await captions(), ['End: a has the gradient 26.', 'End: a has 14 instead of 26.'])
  await tab.emulateMedia({ reducedMotion: 'no-preference' })
  const seen = new Set()
  for (let i = 0; i < 60 && seen.size < 10; i++) {
    const now = await captions()
    assert.equal(now.length, 2)
    for (const caption of now) seen.add(caption)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  assert.ok(seen.has('Start: ∂d/∂d = 1.'), [...seen].join('; '))
  assert.ok(seen.size >= 7)
  console.log('viz-texts: the animation moves, and stands still for readers who prefer reduced motion')
}
