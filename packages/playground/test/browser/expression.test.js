// The expression view, as a person uses it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from './page.js'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const boxes = (page) => page.locator('.box').evaluateAll((all) => all.map((box) => box.getAttribute('aria-label')))
const places = (page) => page.locator('.box').evaluateAll((all) => all.map((box) => { const { x, y } = box.getBoundingClientRect(); return [box.getAttribute('data-box'), Math.round(x), Math.round(y + window.scrollY)] })) // prettier-ignore

test('draws the graph of the expression of the address', async () => {
  const page = await openPage('#f=x*y&at=x:3,y:-4')
  await page.locator('.box').last().waitFor()
  assert.match((await boxes(page)).at(-1), /^×, data -12, grad 1/)
})

test('when only numbers change, no node moves', async () => {
  const page = await openPage()
  await page.locator('.box').last().waitFor()
  const before = await places(page)
  const x = page.getByLabel('x', { exact: true })
  await x.fill('1e-7')
  await x.press('Enter')
  await page.waitForFunction(() => document.querySelector('.box').getAttribute('aria-label').includes('data 1e-7'))
  assert.deepEqual(await places(page), before)
  assert.match((await boxes(page)).at(-1), /^×, data -20,/)
})

test('steps forward and back, and the explanation runs along', async () => {
  const page = await openPage()
  await page.locator('.box').last().waitFor()
  await press(page, 'To start')
  assert.match((await boxes(page))[2], /^\+, data –, grad –/)
  await press(page, 'Step forward')
  assert.match((await boxes(page))[2], /^\+, data 3, grad –/)
  const words = page.getByRole('status', { name: 'Explanation' })
  assert.match(await words.innerText(), /= x \+ y = −2 \+ 5 = 3/)
  await press(page, 'Step back')
  assert.match((await boxes(page))[2], /^\+, data –/)
  await press(page, 'To end')
  assert.match((await boxes(page))[0], /grad -4/)
})

test('the wrong order fails where it must', async () => {
  const page = await openPage()
  await press(page, 'Why the order matters')
  await page.getByRole('combobox', { name: 'Backward pass', exact: true }).selectOption('early')
  const words = page.getByRole('status', { name: 'Explanation' })
  await words.getByText('a has 14 instead of 26').waitFor()
})

test('a syntax error points at its column, and the last graph stays', async () => {
  const page = await openPage()
  await page.locator('.box').last().waitFor()
  await page.getByRole('textbox', { name: 'Expression', exact: true }).fill('(x + ) * z')
  await page.getByRole('alert').getByText('Column 6:').waitFor()
  assert.equal((await boxes(page)).length, 5)
})

test('asks first, names the fault, and takes the right answer', async () => {
  const page = await openPage('#f=x*y&at=x:3,y:-4')
  await press(page, 'Ask me first')
  const answer = page.getByLabel('Your answer')
  await answer.fill('3')
  await press(page, 'Check')
  await page.getByText('You used the slope of the other operand').waitFor()
  await answer.fill('-4')
  await press(page, 'Check')
  await page.getByText('Question 2 of 2').waitFor()
})

test('traces a NaN to its cause', async () => {
  const page = await openPage()
  await press(page, 'Find the NaN')
  await page.getByText('sqrt(−1) has no value among the real numbers.').waitFor()
  await press(page, 'Show the cause')
  assert.match(await page.locator('.details').innerText(), /sqrt/)
})

test('shows formulas, second derivatives and plots', async () => {
  const page = await openPage('#f=x^2*y&at=x:3,y:4')
  const derivatives = page.getByLabel('Derivatives')
  await derivatives.waitFor()
  assert.match(await derivatives.innerText(), /∂f\/∂x = 2 · x · y/)
  assert.deepEqual(await derivatives.locator('td').allInnerTexts(), ['', '8', '6', '6', '0'])
  await page.getByLabel('Plots').locator('svg').waitFor()
})

test('undo and redo', async () => {
  const page = await openPage()
  await press(page, 'A neuron')
  await press(page, 'Undo')
  assert.equal(await page.getByRole('textbox', { name: 'Expression', exact: true }).inputValue(), '(x + y) * z')
  await press(page, 'Redo')
  assert.equal(
    await page.getByRole('textbox', { name: 'Expression', exact: true }).inputValue(),
    'tanh(w1*x1 + w2*x2 + b)',
  )
})

test('arrow keys follow the edges', async () => {
  const page = await openPage()
  await page.locator('.box').last().waitFor()
  await page.locator('.graph svg').focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  assert.match(await page.locator('.details h2').innerText(), /^x$/)
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.details').count(), 0)
})
