// The network view, as a person uses it. What people ask of such a page is in topics.test.js.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digits } from '@gradus/data/digits'
import { enter, figure, passes, press, unit } from './network-page.js'
import { openPage, reopen } from './page.js'

test('learns while it plays, and rests when it is paused', async () => {
  const page = await openPage('#view=network')
  await press(page, 'Play')
  assert.ok((await passes(page, 50)) >= 50)
  await press(page, 'Pause')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  const rested = await figure(page, 'Pass')
  assert.ok((await figure(page, 'Training loss')) < 0.65)
  const [, right] = /^(\d+) of 90 validation examples are answered right/.exec(await page.locator('.score').innerText())
  assert.ok(right > 54)
  await page.waitForTimeout(200)
  assert.equal(await figure(page, 'Pass'), rested)
  await page.waitForFunction(() => window.location.hash.includes('weights='))
})

test('undo of a rewind leads back to where the run was, also if it was running', async () => {
  const page = await openPage('#view=network')
  await press(page, 'Play')
  const before = await passes(page, 50)
  await press(page, 'Rewind')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  assert.equal(await figure(page, 'Pass'), 0)
  const loss = await figure(page, 'Training loss')
  await press(page, 'Undo')
  assert.ok((await passes(page, before)) >= before)
  assert.ok((await figure(page, 'Training loss')) < loss)
  await press(page, 'Redo')
  await page.waitForFunction(() => document.querySelector('.numbers dd').textContent === '0')
})

test('rests in a hidden tab', async () => {
  const page = await openPage('#view=network')
  await press(page, 'Play')
  await passes(page, 1)
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  const rested = await figure(page, 'Pass')
  await page.waitForTimeout(300)
  assert.equal(await figure(page, 'Pass'), rested)
})

test('the answer for a number is in the unit of its column, and an input has its name, its number in the table and the standardized one', async () => {
  const page = await openPage('#view=network')
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('own')
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 'a' : 'b'},${i},${1000 + i}`)
  const long = 'length_of_the_left_wing'
  await page.getByLabel('Text of a table').fill(`kind,${long},height\n${rows.join('\n')}`)
  await press(page, 'Use this text')
  const example = page.getByRole('region', { name: 'Example' })
  await example.getByText('The right answer is 1000.').waitFor()
  await enter(page, 'Example', 31)
  await example.getByText('The right answer is 1030.').waitFor()
  const input = page.getByRole('button', { name: new RegExp(`^Input ${long} 30 standardized 0\\.\\d+$`) })
  assert.equal(await input.getAttribute('title'), long)
  const [box, name] = [await input.boundingBox(), await input.locator('b').boundingBox()]
  assert.ok(name.x >= box.x && name.x + name.width <= box.x + box.width, 'a long name is cut')
  assert.match(await input.locator('small').innerText(), /^30 → /)
  await unit(page, 1, 0).click()
  await page.getByRole('rowheader', { name: `${long} 30, standardized:` }).waitFor()
})

test('from the network to a unit, its graph and the formula of an edge with Enter, and back with Escape', async () => {
  const page = await openPage('#view=network&hidden=2')
  await unit(page, 2, 0).focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'One unit' })
  await panel.getByRole('heading', { name: 'Unit 1 of layer 1' }).waitFor()
  await panel.and(page.locator(':focus')).waitFor() // no field has the focus yet, whose help text would cover the next row
  for (let i = 0; i < 4; i++) await page.keyboard.press('Tab') // x₁, x₂, the bias, the button
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Unit 1 of layer 1' }).waitFor()
  await page.locator('.graph svg:focus').waitFor()
  await page.keyboard.press('Enter')
  const details = page.getByRole('region', { name: 'Selected node' })
  await details.locator('button:focus').waitFor()
  await page.keyboard.press('Enter')
  const formula = details.getByRole('status', { name: 'Formula of the edge' })
  assert.match(await formula.innerText(), /^∂f\/∂v\d\s+= 1 \/ cosh\(v\d\)²\s+= 0\.\d+$/)

  await page.keyboard.press('Escape')
  await formula.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.locator('.graph svg:focus').waitFor()
  await page.keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Show its graph' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Escape')
  await unit(page, 1, 0).and(page.locator(':focus')).waitFor()
  await panel.waitFor({ state: 'detached' })
})

test('all sixteen units of a layer are drawn, with their biases', async () => {
  const page = await openPage('#view=network&hidden=16,16')
  for (const layer of [1, 2]) {
    const units = page.locator(`[data-unit^="${layer} "]`)
    await units.nth(15).waitFor()
    const boxes = await units.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))
    assert.equal(boxes.length, 16)
    assert.ok(boxes.every(({ width, height }) => width >= 24 && height >= 24))
    const biases = await units
      .locator('.bias')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().bottom))
    for (let i = 1; i < 16; i++) assert.ok(boxes[i].top >= biases[i - 1] - 1, `a bias is below unit ${i + 1}`)
  }
  assert.equal(await page.locator('.more').count(), 0)
})

test('a larger layer is drawn part by part: a button or the arrow keys lead to the next', async () => {
  const page = await openPage('#view=network&hidden=40')
  const more = page.locator('.more')
  await more.getByText('+25 more').waitFor()
  await unit(page, 1, 14).waitFor()
  assert.equal(await unit(page, 1, 15).count(), 0)
  await more.click()
  await unit(page, 1, 29).waitFor()
  assert.equal(await unit(page, 1, 14).count(), 0)
  await unit(page, 1, 29).focus()
  await page.keyboard.press('ArrowDown')
  await unit(page, 1, 30).and(page.locator(':focus')).waitFor()
  await more.getByText('+30 more').waitFor()
  for (let i = 31; i < 40; i++) await page.keyboard.press('ArrowDown')
  await unit(page, 1, 39).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('ArrowDown') // there is no other
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'One unit' })
  await panel.getByRole('heading', { name: 'Unit 40 of layer 1' }).waitFor()
  await more.click() // after the last part comes the first
  await unit(page, 1, 0).waitFor()
})

test('undo and redo bring back a weight, and what passes have changed, at the pass where it was', async () => {
  const page = await openPage('#view=network&hidden=3')
  const weight = page.getByRole('textbox', { name: 'Weight from x₁' })
  const shows = (text, pass) =>
    page.waitForFunction(
      ([value, epoch]) =>
        document.querySelector('.unit-panel tbody input').value === value &&
        document.querySelector('.numbers dd').innerText === epoch,
      [text, `${pass}`],
    )
  await unit(page, 1, 0).click()
  const first = await weight.inputValue()
  for (let pass = 1; pass <= 2; pass++) {
    await press(page, 'One pass')
    assert.equal(await passes(page, pass), pass)
  }
  const trained = await weight.inputValue()
  await enter(page, 'Weight from x₁', 2)
  await shows('2', 2)
  await press(page, 'Undo') // the edit
  await shows(trained, 2)
  await press(page, 'Undo') // the second pass
  await page.waitForFunction(() => document.querySelector('.numbers dd').innerText === '1')
  await press(page, 'Undo')
  await shows(first, 0)
  for (let i = 0; i < 3; i++) {
    await press(page, 'Redo')
    await page.waitForTimeout(100)
  }
  await shows('2', 2)
})

test('undo after training takes a setting back, together with the new network that it had made', async () => {
  const page = await openPage('#view=network&hidden=3')
  await press(page, 'One pass')
  assert.equal(await passes(page, 1), 1)
  const loss = await figure(page, 'Training loss')
  await enter(page, 'Units of layer 1', 5)
  await unit(page, 1, 4).waitFor()
  assert.equal(await figure(page, 'Pass'), 0)
  await press(page, 'Undo')
  await unit(page, 1, 4).waitFor({ state: 'detached' })
  assert.equal(await passes(page, 1), 1)
  assert.equal(await figure(page, 'Training loss'), loss)
  await press(page, 'New weights')
  await page.waitForFunction(() => document.querySelector('.numbers dd').innerText === '0')
  await press(page, 'Undo')
  assert.equal(await passes(page, 1), 1)
  assert.equal(await figure(page, 'Training loss'), loss)
})

test('undo twice in a moment goes two passes back, and redo brings both again', async () => {
  const page = await openPage('#view=network&hidden=16,16')
  for (let pass = 1; pass <= 4; pass++) {
    await press(page, 'One pass')
    assert.equal(await passes(page, pass), pass)
  }
  const loss = await figure(page, 'Training loss')
  const pass = (number) => page.waitForFunction((text) => document.querySelector('.numbers dd').innerText === text, `${number}`)
  await page.getByRole('button', { name: 'Undo', exact: true }).dblclick()
  await pass(2)
  await page.getByRole('button', { name: 'Redo', exact: true }).dblclick()
  await pass(4)
  assert.equal(await figure(page, 'Training loss'), loss)
}) // oxfmt-ignore

test('Control+Z takes a change back, in a field too, where what is typed goes first', async () => {
  const page = await openPage('#view=network&hidden=3')
  await unit(page, 1, 0).click()
  const weight = page.getByRole('textbox', { name: 'Weight from x₁' })
  const first = await weight.inputValue()
  const shows = (text) => page.waitForFunction((value) => document.querySelector('.unit-panel tbody input').value === value, text)
  await enter(page, 'Weight from x₁', 2)
  await page.waitForFunction(() => window.location.hash.includes('weights='))
  await weight.pressSequentially('7')
  assert.equal(await weight.inputValue(), '27')
  await weight.press('Control+z')
  await shows('2')
  await weight.press('Control+z')
  await shows(first)
  await weight.press('Control+Shift+z')
  await shows('2')
  await press(page, 'Show its graph')
  await page.getByRole('tab', { name: 'Network' }).press('Control+z')
  await page.getByRole('tab', { name: 'Network' }).click()
  await shows(first)
}) // oxfmt-ignore

test('on a narrow page the network and the map come before the settings, which one button shows, and before keeping', async () => {
  const page = await openPage('#view=network', { viewport: { width: 360, height: 740 } })
  await unit(page, 3, 0).waitFor()
  const top = async (selector) => (await page.locator(selector).boundingBox()).y
  const tops = [await top('.net'), await top('.plane'), await top('.keep')]
  assert.deepEqual(
    tops,
    tops.toSorted((a, b) => a - b),
  )
  const settings = page.getByRole('button', { name: 'Settings', exact: true })
  assert.equal(await page.getByRole('combobox', { name: 'Data', exact: true }).count(), 0)
  await settings.click()
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('own')
  await page.getByLabel('Text of a table').waitFor()
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('moons')
  await settings.click()
  assert.equal(await page.getByRole('combobox', { name: 'Data', exact: true }).count(), 0)
  await reopen(page, '#view=network&data=own')
  await page.getByLabel('Text of a table').waitFor() // nothing can be seen before there are data
})

test('the graph of one example opens in the expression view, and leads back', async () => {
  const page = await openPage('#view=network&hidden=2')
  await press(page, 'Show the graph of this example')
  await page.locator('.box').first().waitFor()
  await press(page, 'Back to the network')
  await unit(page, 1, 0).waitFor()
  await page.getByRole('button', { name: 'Show the graph of this example' }).and(page.locator(':focus')).waitFor()
})

test('other data take the place of the old ones, and the page lives on', async () => {
  const page = await openPage('#view=network')
  await unit(page, 3, 0).waitFor()
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('iris')
  await unit(page, 3, 2).waitFor()
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('three-blobs')
  await unit(page, 0, 3).waitFor({ state: 'detached' })
  await press(page, 'One pass')
  assert.equal(await passes(page, 1), 1)
})

test('the networks of the data sets fit into 360 pixels', async () => {
  const page = await openPage('#view=network&data=moons', { viewport: { width: 360, height: 740 } })
  for (const data of ['moons', 'iris', 'digits']) {
    if (data !== 'moons') await reopen(page, `#view=network&data=${data}`)
    const room = page.locator('.net-scroll')
    await room.waitFor()
    assert.equal(await room.evaluate((box) => box.scrollWidth - box.clientWidth), 0, data)
  }
})

test('units of digits show how they respond to each pixel: a first unit its weights, an output what this example asks for', async () => {
  const page = await openPage('#view=network&data=digits&hidden=8')
  await unit(page, 2, 9).waitFor()
  const pixelsOf = (canvas) =>
    canvas.evaluate((one) => {
      const copy = new OffscreenCanvas(one.width, one.height).getContext('2d', { willReadFrequently: true })
      copy.drawImage(one, 0, 0)
      const { data } = copy.getImageData(0, 0, one.width, one.height)
      return Array.from({ length: data.length / 4 }, (_, i) => [...data.slice(4 * i, 4 * i + 3)])
    })
  const picture = (layer, index) => pixelsOf(unit(page, layer, index).locator('canvas'))
  const [first, output] = [await picture(1, 2), await picture(2, 3)]
  await unit(page, 1, 2).click()
  const weights = await page.locator('.unit-panel tbody tr input').evaluateAll((all) => all.map(({ value }) => Number(value.replace('−', '-')))) // oxfmt-ignore
  const largest = Math.max(...weights.slice(0, 64).map(Math.abs))
  assert.equal(first.length, 64)
  first.forEach(([red, , blue], i) => {
    if (Math.abs(weights[i]) > largest / 4) assert.equal(red > blue, weights[i] > 0, `pixel ${i}`)
  })
  const { inputs } = digits()
  for (const example of [1, 7]) {
    await enter(page, 'Example', example)
    const image = await pixelsOf(page.getByRole('img', { name: `Picture of example ${example}` }))
    const inked = inputs[example - 1].map((x, i) => [x, -image[i][0]]).sort(([a], [b]) => a - b)
    assert.ok(inked[0][1] < inked.at(-1)[1])
    assert.deepEqual(inked.map(([, dark]) => dark).sort((a, b) => a - b), inked.map(([, dark]) => dark)) // oxfmt-ignore
  }
  assert.deepEqual(await picture(1, 2), first)
  assert.notDeepEqual(await picture(2, 3), output)
  assert.deepEqual(await page.locator('.output-name').allInnerTexts(), [...'0123456789'])
  await unit(page, 2, 3).click()
  await page.getByRole('heading', { name: 'Output unit 4, for “3”' }).waitFor()
  assert.deepEqual(
    await pixelsOf(page.getByRole('img', { name: 'How z changes with each pixel' })),
    await picture(2, 3),
  )
})

test('the classes stand beside their outputs where there is room', async () => {
  const page = await openPage('#view=network&data=iris')
  await page.getByText('versicolor', { exact: true }).first().waitFor()
  assert.deepEqual(await page.locator('.output-name').allInnerTexts(), ['setosa', 'versicolor', 'virginica'])
  const cut = (selector) =>
    page.locator(selector).evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length)
  assert.equal(await cut('.output-name, .net-scroll'), 0)
  await unit(page, 3, 1).click()
  await page.getByRole('img', { name: 'What the unit answers over the plane' }).waitFor()
  await page.getByText(/^The probability of “versicolor” is 0\.\d+, by softmax over all outputs\.$/).waitFor()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.locator('.output-name').first().waitFor({ state: 'detached' })
})

test('a number in a plot has the minus sign of the page', async () => {
  const page = await openPage('#view=network&activation=sigmoid&hidden=2,2,2,2,2,2')
  await press(page, 'One pass')
  await passes(page, 1)
  const texts = page.getByRole('region', { name: 'Gradient of each layer' }).locator('svg text')
  await texts.first().waitFor()
  const all = await texts.allTextContents()
  assert.ok(all.some((text) => /e−\d/.test(text)), all.join(' | ')) // oxfmt-ignore
  assert.deepEqual(all.filter((text) => /-\d/.test(text)), []) // oxfmt-ignore
})
