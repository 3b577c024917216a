// Tables that are huge, wide, empty or no tables at all end in training or in a message, and the page keeps answering.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drop, passes, press, unit } from './network-page.js'
import { openPage } from './page.js'

const open = () => openPage('#view=network&data=own', { permissions: ['clipboard-read', 'clipboard-write'] })

/** The page answers: other data can be chosen, and learned. */
async function answers(page) {
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('moons')
  await page.getByRole('button', { name: 'One pass' }).click()
  await unit(page, 0, 1).getByText('x₂').waitFor()
}

const rows = (count, row) => Array.from({ length: count }, (_, i) => row(i)).join('\n')

test('a file of 100,000 rows is learned, and the page answers meanwhile', async () => {
  const page = await open()
  await drop(page, 'long.csv', `a,b,kind\n${rows(100_000, (i) => `${i % 977},${(i * 7) % 1009},${i % 2 ? 'odd' : 'even'}`)}`) // oxfmt-ignore
  await unit(page, 0, 1).getByText('b').waitFor()
  await press(page, 'Play')
  assert.ok((await passes(page, 1)) >= 1)
  await page.getByRole('button', { name: 'Help', exact: true }).click()
  await press(page, 'Pause')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  await answers(page)
})

test('20,000 rows that are pasted are learned', async () => {
  const page = await open()
  await page.evaluate((text) => navigator.clipboard.writeText(text), `a,b,kind\n${rows(20_000, (i) => `${i % 977},${(i * 7) % 1009},${i % 2 ? 'odd' : 'even'}`)}`) // oxfmt-ignore
  await page.getByLabel('Text of a table').focus()
  await page.keyboard.press('Control+V')
  await unit(page, 0, 1).getByText('b').waitFor()
  await page.getByText('The pasted text is too long for the field. The page uses it at once.').waitFor()
  await answers(page)
})

test('a file of 1,000 columns is learned', async () => {
  const page = await open()
  const names = Array.from({ length: 1000 }, (_, i) => `c${i}`)
  await drop(page, 'wide.csv', `${names}\n${rows(50, (i) => names.map((_, j) => (i * (j + 3)) % 17).join())}`)
  await unit(page, 0, 8).getByText('c8').waitFor()
  await page.getByText('+984 more').waitFor()
  await press(page, 'One pass')
  assert.equal(await passes(page, 1), 1)
  await unit(page, 1, 0).click()
  await press(page, '… and 935 more')
  await page.getByRole('textbox', { name: 'Weight from c127', exact: true }).waitFor()
  await page.getByText('… and 871 more').waitFor()
  await answers(page)
})

test('the page says which table is in use, and shows no text of another', async () => {
  const page = await open()
  const text = page.getByLabel('Text of a table')
  await text.fill(`a,b,kind\n${rows(40, (i) => `${i},${i % 7},${i % 2 ? 'odd' : 'even'}`)}`)
  await press(page, 'Use this text')
  await page.getByText('The table in use: pasted.csv').waitFor()
  assert.match(await text.inputValue(), /^a,b,kind/)
  await drop(page, 'other.csv', `c,d,kind\n${rows(40, (i) => `${i},${i % 7},${i % 2 ? 'odd' : 'even'}`)}`)
  await page.getByText('The table in use: other.csv').waitFor()
  assert.equal(await text.inputValue(), '')
})

test('what a run has said at its end does not outlive it', async () => {
  const page = await openPage('#view=network&stop=3')
  await press(page, 'Play')
  await page.locator('.remark').waitFor()
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('own')
  await page.getByText('Choose a file or paste a table to begin.').waitFor()
  assert.equal(await page.locator('.remark').count(), 0)
})

test('files that are no tables end in a message', async () => {
  const page = await open()
  const bytes = String.fromCharCode(...Array.from({ length: 3000 }, (_, i) => (i * 151) % 256))
  for (const [name, content, message] of [
    ['empty.csv', '', 'empty.csv is empty. Pass a header line and at least one row.'],
    ['head.csv', 'a,b\n', 'head.csv has a header and no rows.'],
    ['one.csv', 'a\n1\n2\n', 'one.csv has no column to learn from.'],
    ['binary.csv', bytes, 'binary.csv, line 1: a quote stands inside a cell without quotes.'],
    ['picture.png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01', 'picture.png has no column to learn from.'],
    ['twice.csv', 'a,a,b\n1,2,3\n', 'Rename one, or put a line with the names of the columns above it.'],
    [
      'class.csv',
      'a,b\n1,x\n2,x\n',
      'column "b" of class.csv has only one value, "x". Choose a target with at least two.',
    ],
  ]) {
    await drop(page, name, content)
    await page.locator('.own').getByRole('alert').getByText(message).waitFor()
    assert.equal(await page.getByText(message).count(), 1, `“${message}” stands on the page once`)
    assert.doesNotMatch(await page.locator('#app').innerText(), /fitTarget|parseCsv|--[a-z]/)
  }
  await answers(page)
})
