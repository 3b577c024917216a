// Opens all plots of plot-gallery.js in Debian's chromium under a strict content-security policy, with the font that is
// installed and with a wider one. No text may leave its picture or cross another, and the policy must block nothing.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { openChromium, openTab } from './open-chromium.js'
import { PLOTS } from './plot-gallery.js'

const POLICY = "default-src 'self'"
const FONTS = ['Arimo, Helvetica, Arial, Liberation Sans, sans-serif', 'DejaVu Sans, Verdana, serif']

const names = Object.keys(PLOTS)
const pages = new Map()
for (const [width, theme] of [[400, 'light'], [1600, 'dark']]) {
  const pictures = names.map((name) => PLOTS[name]({ width, theme, title: name }))
  assert.ok(pictures.every((svg) => svg.includes(`font-family="${FONTS[0]}"`)))
  FONTS.forEach((font, i) => pages.set(`/${width}-${theme}-${i}`, pictures.join('\n').replaceAll(FONTS[0], font)))
} // oxfmt-ignore

const server = createServer(({ url }, response) => {
  const pictures = pages.get(url)
  if (pictures === undefined) return response.writeHead(204).end() // the icon of the page
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-security-policy', POLICY)
  response.end(`<!doctype html><html lang="en">${pictures}</html>`)
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const browser = await openChromium()
try {
  for (const page of pages.keys()) {
    const { tab, faults, blocked } = await openTab(browser, `http://127.0.0.1:${server.address().port}${page}`)
    const measured = await tab.evaluate(() => {
      const box = (element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect()
        return { text: element.textContent, left, right, top, bottom }
      }
      return [...document.querySelectorAll('body > svg')].map((svg) => ({
        picture: box(svg),
        texts: [...svg.querySelectorAll('text')].map(box),
      }))
    })
    assert.equal(measured.length, names.length)
    measured.forEach((picture, i) => assert.deepEqual(wrong(picture), [], names[i] + page))
    assert.deepEqual([faults, await blocked()], [[], []], page)
    const texts = measured.reduce((sum, picture) => sum + picture.texts.length, 0)
    assert.ok(texts > 1000)
    console.log(
      `plot-texts: ${page}, chromium ${browser.version()}: none of ${texts} texts leaves its plot or crosses another`,
    )
    await tab.close()
  }
} catch (error) {
  console.error('plot-texts:', error)
  process.exitCode = 1
} finally {
  await browser.close()
  server.close()
}

/** Texts that leave the picture or cross another by more than a pixel, which is what rounding of glyphs can add. */
function wrong({ picture, texts }) {
  const outside = texts.filter(
    (a) =>
      a.left < picture.left - 1 ||
      a.top < picture.top - 1 ||
      a.right > picture.right + 1 ||
      a.bottom > picture.bottom + 1,
  )
  const crossing = texts.flatMap((a, i) =>
    texts
      .slice(0, i)
      .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
      .map((b) => `"${a.text}" crosses "${b.text}"`),
  )
  return [...outside.map((a) => `"${a.text}" leaves the picture`), ...crossing]
}
