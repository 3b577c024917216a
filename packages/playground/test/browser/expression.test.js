// The expression view, as a person uses it: the text, the numbers, examples, and what is below the graph.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { derivative, hessian } from '../../../engine/dist/index.js'
import { parseExpression } from '../../../expression/dist/index.js'
import { boxes, explanation, graphOf, places, press, textField } from './expression-page.js'
import { follow, reopen } from './page.js'

test('draws the graph of the expression of the address, also without variables', async () => {
  const page = await graphOf('#f=x*y&at=x:3,y:-4')
  assert.match((await boxes(page)).at(-1), /^f ×, data −12, grad 1, from x, y/)
  await follow(page, 'f=3')
  await page.getByText('This expression has no variables.').waitFor()
  await page.waitForFunction(() => document.querySelectorAll('.box').length === 1)
})

test('a text counts while one types, and the drawing before stays until the new one is there', async () => {
  const page = await graphOf()
  const counts = await page.evaluateHandle(() => {
    const seen = new Set()
    new MutationObserver(() => seen.add(document.querySelectorAll('.box').length)).observe(document.body, {
      childList: true,
      subtree: true,
    })
    return seen
  })
  await textField(page).fill('')
  await textField(page).pressSequentially('x*y + x', { delay: 20 })
  await page.waitForFunction(() => document.querySelectorAll('.box').length === 4)
  assert.match((await boxes(page)).at(-1), /^f \+, data −12/)
  assert.ok(!(await counts.evaluate((seen) => [...seen])).includes(0), 'the drawing was never gone')
})

test('when only numbers change, no node moves, whatever the numbers are', async () => {
  const page = await graphOf()
  const before = await places(page)
  const x = page.getByLabel('x', { exact: true })
  for (const [typed, data] of [
    ['1e-7', '1e−7'],
    ['-1/3e-200', '−3.333e199'],
    ['NaN', 'NaN'],
    ['∞', '∞'],
  ]) {
    // oxfmt-ignore
    await x.fill(typed)
    await x.press('Enter')
    await page.waitForFunction((d) => document.querySelector('.box').getAttribute('aria-label').includes(`data ${d}`), data) // oxfmt-ignore
    assert.deepEqual(await places(page), before, typed)
  }
})

test('what is no number is refused; a slider moves a number, and one undo takes the whole drag back', async () => {
  const page = await graphOf()
  await page.getByLabel('x', { exact: true }).fill('three')
  await page.getByLabel('x', { exact: true }).press('Enter')
  await page.getByRole('alert').getByText('“three” is not a number.').waitFor()
  assert.match((await boxes(page)).at(-1), /data −12/)
  const slider = page.getByRole('slider', { name: 'x, slider' })
  await slider.focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight')
  const x = Number(await slider.inputValue())
  assert.ok(x > -2)
  const root = parseExpression('(x + y) * z').evaluate({ x, y: 5, z: -4 })
  await page.waitForFunction((d) => [...document.querySelectorAll('.box')].at(-1).getAttribute('aria-label').includes(`data ${d}`.replace('-', '−')), root) // oxfmt-ignore
  await press(page, 'Undo')
  await page.waitForFunction(
    (field) => field.value === '−2',
    await page.getByLabel('x', { exact: true }).elementHandle(),
  )
})

test('when the structure changes, nodes keep their elements and glide in at most 300 ms, or not at all with reduced motion', async () => {
  const page = await graphOf('', { reducedMotion: 'no-preference' })
  await page.evaluate(() => document.querySelectorAll('.box').forEach((box) => (box.mine = box.getAttribute('aria-label').split(/,| /)[0]))) // oxfmt-ignore
  await textField(page).fill('sin((x + y) * z) * w')
  const moved = await page.waitForFunction(() => {
    if (document.querySelectorAll('.box').length !== 8) return false
    const running = document.getAnimations().filter(({ effect }) => effect.target.matches?.('.box'))
    return running.length > 0 && running.map(({ effect }) => effect.getComputedTiming().endTime)
  })
  assert.ok((await moved.jsonValue()).every((time) => time <= 300))
  const kept = await page.locator('.box').evaluateAll((all) => all.map((box) => box.mine).filter((mine) => mine))
  assert.deepEqual(kept.sort(), ['f', 'v1', 'x', 'y', 'z'])
  await page.waitForFunction(() => document.getAnimations().length === 0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await textField(page).fill('sin((x + y) * z)')
  await page.waitForFunction(() => document.querySelectorAll('.box').length === 6)
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0)
})

test('the number of a leaf can be changed at its node, with the keyboard too', async () => {
  const page = await graphOf()
  await page.locator('.box[aria-label^="y"]').click()
  const number = page.getByRole('textbox', { name: 'Number of y', exact: true })
  await number.fill('7')
  await number.press('Enter')
  await page.locator('.box[aria-label^="f ×, data −20"]').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'y', exact: true }).inputValue(), '7')
  await page.locator('.graph svg').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'from v1: −4' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Shift+Tab')
  await page.locator('input:focus').and(number).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.graph svg:focus').waitFor()
  await page.locator('.box[aria-label^="f"]').click()
  await number.waitFor({ state: 'detached' })
})

test('when the structure changes, nodes that share a column keep their order', async () => {
  const page = await graphOf('', { reducedMotion: 'reduce' })
  const leaves = async (text) => {
    await textField(page).fill(text)
    const first = text.match(/\w/)[0]
    await page.locator(`[data-box="n0"][aria-label^="${first}"]`).waitFor() // in each text another variable comes first
    const all = await page.locator('.box').evaluateAll((boxes) =>
      boxes.map((box) => {
        const { x, y } = box.getBoundingClientRect()
        return { name: box.getAttribute('aria-label').split(/,| /)[0], x, y }
      }),
    )
    return Object.fromEntries(all.map(({ name, x, y }) => [name, { x, y }]))
  }
  for (const text of [
    'w + (x + y) * z',
    '(x + y) * z * x',
    '(y + x) * z',
    '(x - y) * z',
    '(y - x) * z',
    '(x - y) / z',
  ]) {
    const { x, y } = await leaves(text)
    assert.deepEqual([text, x.x === y.x, x.y < y.y], [text, true, true])
  }
})

test('a syntax error points at its column and is announced, and the last graph stays', async () => {
  const page = await graphOf()
  await textField(page).fill('(x + ) * z')
  const alert = page.getByRole('alert')
  await alert.getByText('")" is not expected here at column 6.').waitFor()
  const [line, mark] = (await alert.locator('pre').innerText()).split('\n')
  assert.equal(line[mark.indexOf('↑')], ')')
  assert.equal(await textField(page).getAttribute('aria-invalid'), 'true')
  assert.match((await boxes(page)).at(-1), /^f ×, data −12/)
  await textField(page).fill('(x + y) * z')
  await alert.waitFor({ state: 'detached' })
})

test('a syntax error in a link is said once, at its column, with and without a graph', async () => {
  const page = await graphOf()
  await follow(page, 'f=x*(y%2B')
  const faults = page.getByText('column')
  await page
    .getByRole('alert')
    .getByText('The expression ends too early at column 6. Correct the expression.')
    .waitFor()
  assert.equal(await faults.count(), 1)
  const [line, mark] = (await page.getByRole('alert').locator('pre').innerText()).split('\n')
  assert.equal(mark.indexOf('↑'), line.length)
  await textField(page).press('End')
  await page.keyboard.type(')')
  await page.getByText('")" is not expected here at column 6. Correct the expression.').waitFor()
  assert.equal(await faults.count(), 1)
  assert.equal(await page.getByText('The graph stays as it was.').count(), 0)
  assert.equal(await page.locator('.box').count(), 0)
})

test('examples are one click away, and undo brings the old expression back', async () => {
  const page = await graphOf()
  await press(page, 'A neuron')
  assert.equal(await textField(page).inputValue(), 'tanh(w1*x1 + w2*x2 + b)')
  await page.waitForFunction(() => document.querySelectorAll('.box').length === 10)
  assert.match((await boxes(page)).at(-1), /data 0.706/)
  await press(page, 'Undo')
  assert.equal(await textField(page).inputValue(), '(x + y) * z')
  await press(page, 'Redo')
  assert.equal(await textField(page).inputValue(), 'tanh(w1*x1 + w2*x2 + b)')
})

test('a number looks the same in the graph, in the explanation, in the details and below', async () => {
  const page = await graphOf('#f=tanh(w1*x1%2Bw2*x2%2Bb)&at=w1:-3,x1:2,w2:1,x2:0,b:6.88')
  const [w1, x1] = await boxes(page)
  assert.match(w1, /grad 1.002,/)
  assert.match(x1, /grad −1.503,/)
  await explanation(page).getByText('w1 has the gradient 1.002, x1 has the gradient −1.503').waitFor()
  await page.locator('.box[aria-label^="x1"]').click()
  await page.getByLabel('Selected node').getByText('∂f/∂x1 = −1.503', { exact: true }).waitFor()
  await page.getByLabel('Derivatives', { exact: true }).getByText(' = −1.503').waitFor()
  await page.getByLabel('Plots').locator('svg').waitFor()
  await page.getByLabel('Derivatives', { exact: true }).locator('td').nth(25).waitFor()
  const texts = await page.locator('#view').evaluate((view) => {
    const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT)
    const all = []
    while (walker.nextNode()) if (walker.currentNode.parentElement.closest('.help, desc, title') === null) all.push(walker.currentNode.data)
    return all
  })
  assert.deepEqual(texts.filter((text) => /-\d/.test(text)), [], 'another minus sign')
  assert.deepEqual(texts.filter((text) => /1\.50(?!3)|−1\.5(?!\d)/.test(text)), [], 'another rounding')
}) // oxfmt-ignore

test('a small graph is seen in full, and a large one says that it scrolls, on each screen', async () => {
  const page = await graphOf()
  for (const [width, examples] of [
    [1280, ['A neuron', 'A loss', 'A curve that bends', 'max', 'Find the NaN']],
    [360, ['x · x + x', 'max', '(x + y) · z']],
  ]) {
    await page.setViewportSize({ width, height: 900 })
    const frame = page.locator('.graph')
    const hint = page.getByText('The graph is larger than its box.')
    for (const example of examples) {
      await press(page, example)
      await page.locator('.graph[aria-busy="false"]').waitFor()
      await page.waitForFunction(() => document.querySelector('.graph').getBoundingClientRect().height > 50)
      const over = await frame.evaluate((box) => {
        const { left, right } = box.getBoundingClientRect()
        const texts = [...box.querySelectorAll('text')].map((text) => text.getBoundingClientRect())
        return [box.scrollWidth - box.clientWidth, ...texts.filter((text) => text.left < left || text.right > right).map((text) => text.right - right)]
      })
      assert.deepEqual(over, [0], example)
    }
    assert.equal(await hint.count(), 0)
    await press(page, 'x · x + x')
    await page.getByText('Step 7 of 7').waitFor()
    const tops = new Set()
    for (let i = 0; i < 7; i++) {
      tops.add((await frame.evaluate((box) => box.getBoundingClientRect().top + window.scrollY)))
      await page.getByRole('button', { name: 'Step back', exact: true }).press('Enter')
    }
    assert.equal(tops.size, 1, 'the graph stays where it is in each step')
    await press(page, 'To end')
    await textField(page).fill(Array.from({ length: 16 }, (_, i) => `sin(x${i})`).join('+'))
    await hint.waitFor()
  }
}) // oxfmt-ignore

test('the help of the expression does not cover the examples, and that of a question neither the question nor the verdict', async () => {
  const page = await graphOf()
  await textField(page).focus()
  const help = page.getByText('A formula such as (x + y) * z')
  await help.waitFor()
  const { y, height } = await help.boundingBox()
  assert.ok(y + height <= (await page.getByRole('group', { name: 'Examples' }).boundingBox()).y)
  assert.ok(y >= (await textField(page).boundingBox()).y + 20)

  await page.getByRole('checkbox', { name: 'Ask me first' }).check()
  const question = page.getByText('What arrives at v1?').locator('xpath=..')
  const verdict = page.getByRole('status', { name: 'Verdict' })
  await page.getByLabel('Your answer').fill('7')
  await page.getByLabel('Your answer').press('Enter')
  for (const [name, text] of [
    ['Check', 'Checks your number.'],
    ['Tell me', 'Shows the number and continues.'],
  ]) {
    await page.getByRole('button', { name, exact: true }).hover()
    const help = await page.getByText(text).boundingBox()
    const [above, below] = [await question.boundingBox(), await verdict.boundingBox()]
    assert.ok(above.y + above.height <= help.y && help.y + help.height <= below.y, name)
  }
})

test('shows first and second derivatives as formulas and as numbers of the engine', async () => {
  const page = await graphOf('#f=x^2*y&at=x:3,y:4')
  const derivatives = page.getByLabel('Derivatives', { exact: true })
  await derivatives.getByText('∂f/∂x = 2 · x · y = 24').waitFor()
  const { f } = parseExpression('x^2*y')
  const numbers = async () => (await derivatives.locator('td').allInnerTexts()).slice(1).map(Number)
  await derivatives.locator('td').nth(4).waitFor()
  assert.deepEqual(await numbers(), hessian(f, [3, 4]).flat())
  await derivatives.getByText('Second derivatives as formulas').click()
  assert.match(await derivatives.innerText(), /∂²f\/∂x∂y = 2 · x/)
  const x = page.getByLabel('x', { exact: true })
  await x.fill('5')
  await x.press('Enter')
  await derivatives.getByText('= 40').waitFor()
  assert.deepEqual(await numbers(), hessian(f, [5, 4]).flat())
})

test('plots f, f′ and f″ along a chosen variable in a chosen range, with the present point', async () => {
  const page = await graphOf('#f=x^2*y&at=x:3,y:4')
  const plots = page.getByLabel('Plots')
  const points = plots.locator('circle')
  await points.first().waitFor()
  // f″, f′ and f at x = 3 are 8, 24, 36: the places of the points are in proportion.
  const heights = async () => points.evaluateAll((all) => all.map((one) => Number(one.getAttribute('cy'))))
  const [second, first, value] = await heights()
  const along = (x) => x.square().mul(4)
  const [a, b, c] = [2, 1, 0].map((order) => derivative(along, 3, order))
  assert.ok(Math.abs((first - second) / (value - second) - (b - a) / (c - a)) < 0.02)
  await plots.getByRole('combobox', { name: 'Plot along' }).selectOption('y')
  await plots.getByText('f(y), f′(y), f″(y)').waitFor()
  await plots.getByLabel('To', { exact: true }).fill('2')
  await plots.getByLabel('To', { exact: true }).press('Enter')
  await page.waitForFunction(() => document.querySelectorAll('[aria-label="Plots"] circle').length === 0) // y is 4
  await page.waitForFunction(() => /along=y&.*range=-5%2C2|along=y&.*range=-5,2/.test(location.hash))
  await plots.getByLabel('From', { exact: true }).fill('7')
  await plots.getByLabel('From', { exact: true }).press('Enter')
  await plots.getByText('Enter a number below 2.').waitFor()
})

test('traces a NaN to its cause and shows the node', async () => {
  const page = await graphOf()
  await press(page, 'Find the NaN')
  const report = page.getByLabel('Where it began')
  await report.getByText('The first number that is not finite is v2 = log(v1) = −∞, in the forward pass.').waitFor()
  await report.getByText('log(0) is infinite').waitFor()
  await press(page, 'Show the cause')
  await page.locator('.details').getByText('v2 = log(v1) = log(0) = −∞').waitFor()
  assert.match(await page.locator('.box.selected').getAttribute('aria-label'), /^v2 log/)
})

test('a link opens the view with all of its state, and the address follows', async () => {
  const page = await graphOf('#view=expression&f=x*y+%2B+x&at=x:3,y:-4&along=y&pass=overwrite&range=-8,8')
  assert.equal(await textField(page).inputValue(), 'x*y + x')
  assert.equal(await page.getByLabel('y', { exact: true }).inputValue(), '−4')
  assert.equal(await page.getByRole('combobox', { name: 'Backward pass', exact: true }).inputValue(), 'overwrite')
  assert.equal(await page.getByRole('combobox', { name: 'Plot along' }).inputValue(), 'y')
  assert.equal(await page.getByLabel('From', { exact: true }).inputValue(), '−8')
  const hash = await page.evaluate(() => location.hash)
  await page.getByLabel('y', { exact: true }).fill('7')
  await page.getByLabel('y', { exact: true }).press('Enter')
  await page.waitForFunction((old) => location.hash !== old, hash)
  const shown = await boxes(page)
  await reopen(page, await page.evaluate(() => location.hash))
  await page
    .locator('.box')
    .nth(shown.length - 1)
    .waitFor()
  assert.deepEqual(await boxes(page), shown)
})
