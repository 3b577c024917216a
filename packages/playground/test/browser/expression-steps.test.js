// Both passes step by step: the stepper, the keyboard, the details of nodes and edges, mistakes, questions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from '../../../engine/dist/index.js'
import { backwardSteps, mistakenSteps } from '../../../explain/dist/index.js'
import { boxes, explanation, graphOf, press } from './expression-page.js'

test('steps forward and back, and the explanation runs along', async () => {
  const page = await graphOf()
  await press(page, 'To start')
  assert.match((await boxes(page))[2], /^v1 \+, data –, grad –/)
  await press(page, 'Step forward')
  assert.match((await boxes(page))[2], /^v1 \+, data 3, grad –/)
  assert.match(await explanation(page).innerText(), /v1 = x \+ y = −2 \+ 5 = 3/)
  await press(page, 'Step back')
  assert.match((await boxes(page))[2], /^v1 \+, data –/)
  await page.getByRole('slider', { name: 'Step', exact: true }).fill('4')
  await page.getByText('Step 5 of 7').waitFor()
  assert.match(await explanation(page).innerText(), /∂f\/∂v1 = z = −4/)
  await press(page, 'To end')
  assert.match((await boxes(page))[0], /grad −4/)
})

test('plays both passes to the end, pauses, and plays in reverse', async () => {
  const page = await graphOf()
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('very fast')
  await press(page, 'Play') // from the end: begins at the start
  await page.waitForFunction(() => document.querySelector('.count').innerText === 'Step 3 of 7')
  await press(page, 'Pause')
  const paused = await page.locator('.count').innerText()
  await page.waitForTimeout(500)
  assert.equal(await page.locator('.count').innerText(), paused)
  await press(page, 'Play')
  await page.getByText('Step 7 of 7').waitFor()
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  await press(page, 'Play in reverse')
  await page.getByText('Step 1 of 7').waitFor()
})

test('the keys work while the graph or the stepper has the focus, and nowhere else', async () => {
  const page = await graphOf()
  const count = () => page.locator('.count').innerText()
  await page.locator('.graph svg').focus()
  await page.keyboard.press(',')
  assert.equal(await count(), 'Step 6 of 7')
  await page.keyboard.press('.')
  assert.equal(await count(), 'Step 7 of 7')
  await page.keyboard.press(' ')
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
  await page.keyboard.press(' ')
  await press(page, 'Step forward')
  await press(page, 'To start')
  await page.keyboard.press('ArrowRight')
  assert.equal(await count(), 'Step 2 of 7')
  await page.getByRole('combobox', { name: 'Backward pass', exact: true }).focus()
  await page.keyboard.press('.')
  assert.equal(await count(), 'Step 2 of 7')
})

test('a point shows the rule of a node, its slopes, and the numbered arrivals with their sum', async () => {
  const page = await graphOf('#f=x*x+%2B+x&at=x:3')
  await page.locator('.box').first().hover()
  const details = page.getByLabel('Selected node')
  const x = new Value(3, 'x')
  const { gradient } = backwardSteps(x.mul(x).add(x)).at(-1)
  await details.getByText(`∂f/∂x = ${gradient}`).waitFor()
  assert.deepEqual(await details.getByLabel('Arrivals').getByRole('button').allInnerTexts(), [
    '1st arrival, from f: 1',
    '2nd arrival, from v1: 3; now 4',
    '3rd arrival, from v1: 3; now 7',
  ])
  await page.locator('[aria-label^="v1"]').hover()
  await details.getByText('Rule: y = a · b, ∂y/∂a = b, ∂y/∂b = a').waitFor()
})

test('details show no more than the step has reached', async () => {
  const page = await graphOf('#f=x*x+%2B+x&at=x:3')
  await page.locator('.box').first().click()
  const details = page.getByLabel('Selected node')
  await press(page, 'Step back')
  await press(page, 'Step back') // only f has passed on
  assert.deepEqual(await details.getByLabel('Arrivals').getByRole('button').allInnerTexts(), ['from f: 1'])
  await press(page, 'To start')
  await details.getByText('Nothing has arrived yet.').waitFor()
})

test('behind a gradient of 0 the graph and the details say 0, and why', async () => {
  const page = await graphOf('#f=relu(x-2)*y&at=x:1,y:5')
  assert.match((await boxes(page))[0], /^x, data 1, grad 0/)
  await page.locator('.box').first().click()
  const details = page.getByLabel('Selected node')
  await details.getByText('∂f/∂x = 0').waitFor()
  await details.getByText('v1 has the gradient 0 and passes nothing on: 0 times any slope is 0.').waitFor()
  await press(page, 'Step back')
  await press(page, 'Step back') // v1 has not had its turn
  await details.getByText('Nothing has arrived yet.').waitFor()
})

test('from the graph to a node to the formula of an edge with Enter, and back with Escape', async () => {
  const page = await graphOf()
  await page.locator('.graph svg').focus()
  await page.keyboard.press('ArrowLeft')
  assert.match(await page.locator('.box.selected').getAttribute('aria-label'), /^v1 \+/)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const details = page.getByLabel('Selected node')
  await details.getByRole('button', { name: 'from f: −4' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const formula = details.getByRole('status', { name: 'Formula of the edge' })
  assert.deepEqual(
    (await formula.innerText()).split('\n').map((line) => line.trim()),
    ['∂f/∂x', '= ∂f/∂v1 · ∂v1/∂x', '= −4 · 1', '= −4'],
  )
  await page.keyboard.press('Escape')
  assert.equal(await formula.count(), 0)
  await page.keyboard.press('Escape')
  await page.locator('.graph svg:focus').waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.box.selected').count(), 0)
})

test('a leaf with one way to the result shows its chain rule at once, and Escape goes back to the graph', async () => {
  const page = await graphOf()
  const details = page.getByLabel('Selected node')
  const formula = details.getByRole('status', { name: 'Formula of the edge' })
  await page.locator('.box[aria-label^="z"]').click()
  assert.equal((await formula.innerText()).replace(/\s+/g, ' '), '∂f/∂z = v1 = 3')
  await page.keyboard.press('Enter')
  await details.getByRole('button', { name: 'from f: 3' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  assert.equal(await formula.count(), 0)
  await page.keyboard.press('Enter')
  await formula.waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.locator('.graph svg:focus').waitFor()
  await press(page, 'x · x + x')
  await page.locator('.box[aria-label^="x"]').click()
  await details.getByText('3rd arrival').waitFor()
  assert.equal(await formula.count(), 0)
})

test('a button that is pressed keeps the focus', async () => {
  const page = await graphOf()
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)
  for (const [name, after = name] of [['Step back'], ['To start'], ['Step back'], ['Play', 'Pause'], ['Pause', 'Play'], ['To end'], ['Play in reverse'], ['Undo']]) {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
    assert.equal(await focused(), after)
  }
  await page.getByRole('checkbox', { name: 'Ask me first' }).check()
  for (let i = 0; i < 4; i++) {
    assert.equal(await page.getByText(`Question ${i + 1} of 4`).count(), 1)
    await page.getByRole('button', { name: 'Tell me', exact: true }).press('Enter')
  }
  await page.getByRole('button', { name: 'Ask again' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await page.getByLabel('Your answer').and(page.locator(':focus')).waitFor()
  for (let i = 0; i < 4; i++) await press(page, 'Tell me')
  await page.getByRole('button', { name: 'End the questions' }).press('Enter')
  await page.getByRole('checkbox', { name: 'Ask me first' }).and(page.locator(':focus')).waitFor()
}) // oxfmt-ignore

test('the wrong order and = instead of += fail next to the right numbers', async () => {
  const page = await graphOf()
  await press(page, 'Why the order matters')
  await explanation(page).getByText('a has 14 instead of 26').waitFor()
  const comparison = page.getByLabel('Comparison with the right pass')
  await comparison.getByText('b passes on 7, before everything has arrived at it. It should pass on 13.').waitFor()
  const a = new Value(3, 'a')
  const b = a.mul(2)
  const d = b.mul(b.add(1))
  const right = backwardSteps(d).at(-1).gradient
  const row = () => comparison.locator('tbody tr').allInnerTexts()
  const shown = (mistake) => [`a\t${right}\t${mistakenSteps(d, mistake).at(-1).gradient}\t✗ wrong`]
  assert.deepEqual(await row(), shown('early'))
  await press(page, 'Show where it fails')
  await explanation(page).getByText('b has the gradient 7').waitFor()
  await explanation(page).getByText('In the right pass:').waitFor()
  const details = page.getByLabel('Selected node')
  await details.getByRole('button', { name: /^to a:/ }).click()
  await details.getByText('a gets 7 · 2').waitFor()
  await page.getByRole('combobox', { name: 'Backward pass', exact: true }).selectOption('= instead of +=')
  await comparison.getByText('At b, 6 arrives and replaces 7.').waitFor()
  assert.deepEqual(await row(), shown('overwrite'))
  await page.getByRole('combobox', { name: 'Backward pass', exact: true }).selectOption('right')
  assert.equal(await comparison.count(), 0)
})

test('asks first, hides what comes, names the fault, counts what was found, and steps', async () => {
  const page = await graphOf('#f=x*x+%2B+x&at=x:3')
  await page.getByRole('checkbox', { name: 'Ask me first' }).check()
  assert.match((await boxes(page))[0], /^x, data 3, grad –/)
  assert.match((await boxes(page)).at(-1), /grad 1/)
  assert.equal(await page.getByRole('button', { name: 'To end', exact: true }).getAttribute('aria-disabled'), 'true')
  await page.getByRole('slider', { name: 'Step', exact: true }).fill('6')
  assert.match((await boxes(page))[0], /grad –/)
  assert.equal(await page.getByLabel('Derivatives', { exact: true }).count(), 0)
  const answer = page.getByLabel('Your answer')
  const give = async (text) => {
    await answer.fill(text)
    await answer.press('Enter')
  }
  await page.getByText('What arrives at v1?').waitFor()
  await give('')
  await page.getByRole('status', { name: 'Verdict' }).getByText('Enter a number.', { exact: true }).waitFor()
  await give('1')
  await page.getByText('What arrives at x?').waitFor()
  await give('1')
  await page.getByText('Question 3 of 6').waitFor()
  assert.match((await boxes(page))[0], /grad 1/) // the first step is shown now
  await give('6')
  await page.getByText('This blank asks for one of them only.').waitFor()
  await give('3')
  await give('3')
  await page.getByText('You kept the new arrival only.').waitFor()
  await press(page, 'Tell me')
  await page.getByText('∂f/∂x after the 2nd arrival is 4.').waitFor()
  await give('3')
  await give('4 + 3')
  await page.getByText('You have found 5 of 6 numbers.').waitFor()
  assert.match((await boxes(page))[0], /grad 7/)
  await page.waitForFunction(() => location.hash.includes('ask=on'))
  await press(page, 'End the questions')
  await page.getByLabel('Derivatives', { exact: true }).waitFor()
})
