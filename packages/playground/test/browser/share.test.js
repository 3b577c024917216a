// Sharing: links, files of the state, and pictures.
import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'
import { test } from 'node:test'
import { figure, passes, press } from './network-page.js'
import { CLIPBOARD, openPage, reopen, saved } from './page.js'

const message = (page) => page.getByRole('status', { name: 'Messages' })
const share = (page) => page.getByRole('button', { name: 'Share', exact: true }).click()

test('share copies a link that opens the same state', async () => {
  const page = await openPage('#f=x*y&at=x:3,y:-4', CLIPBOARD)
  await page.getByRole('textbox', { name: 'Expression' }).fill('sin(x) + y')
  await page.getByRole('textbox', { name: 'Expression' }).press('Enter')
  await share(page)
  await message(page).getByText('A link with the expression and its numbers is copied.').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await reopen(page, new URL(link).hash)
  assert.equal(await page.getByRole('textbox', { name: 'Expression' }).inputValue(), 'sin(x) + y')
  assert.equal(await page.getByRole('textbox', { name: 'x', exact: true }).inputValue(), '3')
})

test('share has the present weights while a network learns', async () => {
  const page = await openPage('#view=network&hidden=2', CLIPBOARD)
  await press(page, 'Play')
  await passes(page, 20)
  await share(page)
  await message(page).getByText('A link with the settings and the weights is copied.').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  assert.match(link, /weights=/)
  const after = await passes(page, (await figure(page, 'Pass')) + 1)
  assert.ok(after > 20, 'the network still learns')
  await reopen(page, new URL(link).hash)
  await page.locator('[data-unit="1 0"]').waitFor()
  assert.ok((await figure(page, 'Training loss')) < 0.66)
})

test('share on the graph of an example says that the link opens the network', async () => {
  const page = await openPage('#view=network&hidden=2', CLIPBOARD)
  await press(page, 'Show the graph of this example')
  await page.getByRole('heading', { name: 'The network for one example' }).waitFor()
  await share(page)
  await message(page)
    .getByText('A link with the settings and the weights is copied. It opens the view that this graph was made from.')
    .waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  assert.match(new URL(link).hash, /view=network/)
})

test('without the right to copy, share says where the link is', async () => {
  const page = await openPage('#view=by-hand&updates=7')
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))
  })
  await share(page)
  await message(page).getByText('Copy the address of this page: it is the link.').waitFor()
})

test('a state that is too long for a link goes into a file, and comes back', async () => {
  const page = await openPage('', CLIPBOARD)
  const field = page.getByRole('textbox', { name: 'Expression' })
  // In an address, each of these takes nine characters.
  await field.fill('名'.repeat(1000))
  await field.press('Enter')
  const { name, bytes } = await saved(page, () => share(page))
  assert.equal(name, 'gradus-expression.json')
  await message(page).getByText('So the state is saved in the file gradus-expression.json.').waitFor()
  await page.reload()
  await message(page).getByText('What was here is too long for an address.').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Expression' }).inputValue(), '(x + y) * z')
  await reopen(page, '')
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a file' }).click(),
  ])
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: bytes })
  await message(page).getByText('is open').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Expression' }).inputValue(), '名'.repeat(1000))
  await page.getByRole('button', { name: 'Undo' }).click()
  assert.equal(await page.getByRole('textbox', { name: 'Expression' }).inputValue(), '(x + y) * z')
})

test('a table ends in a message that says where it belongs, in place of the last one', async () => {
  const page = await openPage('')
  const input = page.locator('header input[type=file]')
  await input.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('hello') })
  await message(page).getByText('“a.json” is not JSON.').waitFor()
  await input.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2') })
  await message(page).getByText('“a.csv” is a table, not a model.').waitFor()
  assert.equal(await message(page).locator('.message').count(), 1)
})

/** What stands in a file, the file, and the message about it. */
const DAMAGED = [
  ['no JSON', 'hello', '“a.json” is not JSON.'],
  ['no state', '{"format":"something"}', '“a.json” has no state of this page.'],
  ['null', 'null', '“a.json” has no state of this page.'],
  ['a later version', '{"format":"gradus-playground","version":9,"settings":{}}', '“a.json” has version 9, and this page reads version 1.'],
  ['a wrong value', '{"format":"gradus-playground","version":1,"settings":{"view":"by-hand","rate":"fast"}}', 'Learning rate: “fast” does not fit.'],
  ['an unknown name', '{"format":"gradus-playground","version":1,"settings":{"view":"by-hand","magic":"1"}}', 'The file has “magic”, which this view does not know.'],
  ['a number', '{"format":"gradus-playground","version":1,"settings":{"view":"by-hand","rate":1}}', 'The file has “rate” without a text.'],
] // oxfmt-ignore

test('a file that has no state, or a damaged one, ends in a message', async () => {
  const page = await openPage('#view=by-hand')
  const input = page.locator('header input[type=file]')
  for (const [what, text, expected] of DAMAGED) {
    await input.setInputFiles({ name: `${what}.json`, mimeType: 'application/json', buffer: Buffer.from(text) })
    await message(page)
      .getByText(expected.replace('a.json', `${what}.json`))
      .waitFor()
  }
})

test("the user's own data never enter the link, and the link asks for them", async () => {
  const page = await openPage('#view=network&data=own', CLIPBOARD)
  await page.getByLabel('Text of a table').fill('height,weight,kind\n' + '1.25,3.5,secretcat\n2.5,4.5,secretdog\n'.repeat(12))
  await page.getByRole('button', { name: 'Use this text' }).click()
  await page.getByRole('button', { name: 'One pass' }).click()
  await page.waitForFunction(() => window.location.hash.includes('weights='))
  await share(page)
  await message(page).getByText('Your data are not in it').waitFor()
  const link = decodeURIComponent(await page.evaluate(() => navigator.clipboard.readText()))
  assert.ok(link.includes('data=own') && !/secret|1\.25|height/.test(link), link)
  await reopen(page, new URL(link).hash)
  await page.getByText('Choose a file or paste a table to begin.').waitFor()
}) // oxfmt-ignore

/** Width, height, and how many pixels differ from the one at the top left, of a PNG with 8 bits for each of 4 channels. */
function pixelsOf(bytes) {
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG')
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const parts = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at))) // oxfmt-ignore
  }
  const raw = inflateSync(Buffer.concat(parts))
  const row = 1 + 4 * width
  const data = Buffer.alloc(4 * width * height)
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < 4 * width; i++) {
      const at = y * 4 * width + i
      const a = i < 4 ? 0 : data[at - 4]
      const b = y === 0 ? 0 : data[at - 4 * width]
      const c = i < 4 || y === 0 ? 0 : data[at - 4 * width - 4]
      const p = a + b - c
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)]
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c
      data[at] = raw[y * row + 1 + i] + [0, a, b, (a + b) >> 1, paeth][raw[y * row]]
    }
  }
  return { width, height, data }
}

for (const [view, hash, label] of [
  ['expression', '#', 'Graph of the expression'],
  ['by hand', '#view=by-hand&stage=update', 'The 2-2-2 network with its numbers'],
  ['network', '#view=network', 'Network'],
]) {
  test(`the picture of the view ${view} is saved as SVG with plain colors, and as PNG with its text`, async () => {
    const page = await openPage(hash, { colorScheme: 'dark' })
    await page.getByRole('button', { name: 'Pictures' }).click()
    const button = (kind) => page.getByRole('button', { name: `Save ${label} as ${kind}`, exact: true })
    const svg = (await saved(page, () => button('SVG').click())).bytes.toString()
    assert.match(svg, /^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/)
    assert.ok(!/var\(|class=|style=|<script|currentColor/.test(svg), 'only attributes and plain colors')
    assert.match(svg, /<rect[^>]*fill="(rgb\(13, 17, 23\)|#0d1117)"/, 'the dark background')
    assert.match(svg, /<text/)
    const png = pixelsOf((await saved(page, () => button('PNG').click())).bytes)
    assert.equal(png.width, Math.ceil(2 * Number(/^<svg[^>]* width="([^"]*)"/.exec(svg)[1])))
    const light = []
    for (let i = 0; i < png.data.length; i += 4) if (png.data[i] > 220 && png.data[i + 1] > 220 && png.data[i + 2] > 220) light.push(i) // oxfmt-ignore
    const characters = [...svg.matchAll(/<text[^>]*>([^<]*)/g)]
      .map(([, content]) => content.replaceAll(' ', ''))
      .join('').length
    assert.ok(
      light.length > 10 * characters,
      `${light.length} light pixels for ${characters} characters: the text of a dark drawing is light`,
    )
  })
}

test('the map of what the network answers is saved with its colors and its points', async () => {
  const page = await openPage('#view=network')
  await page.getByRole('button', { name: 'Pictures' }).click()
  const button = page.getByRole('button', { name: /^Save What the network answers .* as PNG$/ })
  const { width, height, data } = pixelsOf((await saved(page, () => button.click())).bytes)
  const colors = new Set()
  for (let i = 0; i < data.length; i += 4) colors.add(data.readUInt32BE(i))
  assert.ok(width > 400 && height > 400 && colors.size > 200, `${width} × ${height}, ${colors.size} colors`)
})
