// What the page says about an expression that it cannot read, or that has no value.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { graphOf, press, textField } from './expression-page.js'

test('an unknown function and a wrong number of arguments say what to write', async () => {
  const page = await graphOf()
  for (const [text, message] of [
    ['ln(x)', 'There is no function ln at column 1. Use log, the natural logarithm. The graph stays as it was.'],
    ['sine(x)', 'There is no function sine at column 1. Use sin. The graph stays as it was.'],
    [
      'clamp(x)',
      'The function clamp takes 3 arguments, not 1, at column 1. Write clamp(x, low, high). The graph stays as it was.',
    ],
  ]) {
    // oxfmt-ignore
    await textField(page).fill(text)
    await page.getByRole('alert').getByText(message, { exact: true }).waitFor()
  }
})

test('an operation on constants without a value is named, shown and cured in words that work here', async () => {
  const page = await graphOf('#f=log(-1)*x&at=x:1')
  const report = page.getByLabel('Where it began')
  await report.getByText('The first number that is not finite is v1 = log(−1) = NaN, in the forward pass.').waitFor()
  await report.getByText('log(−1) has no value among the real numbers.').waitFor()
  assert.doesNotMatch(await report.innerText(), /CrossEntropy|learning rate|missing value/)
  await press(page, 'Show the cause')
  await page.locator('.details').getByText('v1 = log(−1) = NaN').waitFor()
})

test('the details of an expression without variables have names', async () => {
  const page = await graphOf('#f=2%2B3')
  const details = page.getByLabel('Selected node')
  await details.getByText('∂f/∂f = 1').waitFor()
  assert.doesNotMatch(await page.locator('#view').innerText(), /a leaf/)
})
