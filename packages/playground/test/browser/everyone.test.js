// For everyone: what axe finds, names and help texts, the keyboard, small screens, and less motion.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { openPage } from './page.js'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every view, in states that show most of it. */
const VIEWS = {
  expression: '#view=expression',
  'a wrong expression': '#f=(x%2B',
  NaN: '#f=log(x)%2By&at=x:-1,y:2',
  'by hand': '#view=by-hand&stage=update&updates=3',
  neuron: '#view=by-hand&example=neuron&stage=backward',
  network: '#view=network',
  digits: '#view=network&data=digits&hidden=8',
  'own data': '#view=network&data=own',
}

/** Opens a view, and waits until it shows what it loads on demand. */
async function openView(hash, options) {
  const page = await openPage(hash, options)
  await page.locator('#view > *').first().waitFor()
  await page.waitForLoadState('networkidle')
  await untilItRests(page)
  return page
}

/** Waits until the page has not changed for a while. */
const untilItRests = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let timer = setTimeout(resolve, 150)
        new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(resolve, 150)
        }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
      }),
  )

/** What axe finds that is serious. */
async function seriousOf(page) {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`) // oxfmt-ignore
}

const unfold = (page, panel) => page.getByRole('button', { name: panel, exact: true, expanded: false }).click()

/** What a small screen folds: the settings of the network, if they are there. */
const foldedPanels = async (page) => {
  const isFolded = (await page.getByRole('button', { name: 'Settings', expanded: false }).count()) > 0
  return isFolded ? ['Settings'] : []
}

// One page serves all checks, because opening it takes longer than most of them. Axe looks at it when all panels are unfolded: what was
// there before is there still.
for (const [name, hash] of Object.entries(VIEWS)) {
  test(`a small screen, the keyboard, names and help texts, and axe: ${name}`, async () => {
    const page = await openView(hash, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
    for (const panel of [undefined, ...(await foldedPanels(page)), 'Pictures', 'Help']) {
      if (panel === 'Pictures') await helpTextsStayInTheWindow(page) // what was folded is shown by now
      if (panel !== undefined) await unfold(page, panel)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, `with ${panel}`)
    }
    assert.deepEqual(await seriousOf(page), [], 'on a small screen, in dark colors')
    for (const panel of ['Pictures', 'Help']) await page.getByRole('button', { name: panel, exact: true }).click()

    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
    await untilItRests(page)
    assert.equal(await page.getByRole('main').getByRole('tabpanel').count(), 1)
    await keyboardReachesAll(page)
    await blur(page)
    await unfold(page, 'Pictures')
    await everyControlSaysWhatItDoes(page)
    await unfold(page, 'Help')
    await page.mouse.move(0, 0)
    assert.deepEqual(await seriousOf(page), [], 'on a wide screen, in light colors')
  })
}

test('the numbers of a unit fit into a small screen', async () => {
  for (const hash of ['#view=network&features=x,y,xx,yy,xy,sinx,siny', '#view=network&data=iris', '#view=network&data=digits']) {
    const page = await openView(hash, { viewport: { width: 360, height: 740 } })
    for (const layer of [1, 2]) {
      await page.locator(`[data-unit="${layer} 0"]`).click()
      await page.getByRole('heading', { name: `Unit 1 of layer ${layer}` }).waitFor()
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, `${hash}, layer ${layer}`)
    }
    await page.getByRole('textbox', { name: 'Bias' }).focus()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, `${hash}, with a help text`)
  }
}) // oxfmt-ignore

test('the mouse shows the help text of a button, a click hides it, and the keyboard shows it again', async () => {
  const page = await openView('#view=network')
  const play = page.getByRole('button', { name: 'Play', exact: true })
  const help = page.getByText('Trains the network until you press Pause.')
  await play.hover()
  await help.waitFor()
  await play.click()
  await help.waitFor({ state: 'hidden' })
  await page.mouse.move(0, 0)
  await page.getByRole('button', { name: 'Pause', exact: true }).hover()
  await page.locator('.play-bar .help:visible').waitFor()
  await page.mouse.move(0, 0)
  await page.locator('.play-bar .help:visible').waitFor({ state: 'hidden' })
  await page.keyboard.press('Tab')
  await page.locator('.play-bar .help:visible').waitFor()
})

test('every control says what it does while questions are asked, in the wrong order, with a unit open, and after a run that stopped', async () => {
  const ask = await openView('#view=expression')
  await ask.getByLabel('Ask me first', { exact: true }).click()
  await ask.getByLabel('Your answer').waitFor()
  await everyControlSaysWhatItDoes(ask)
  const network = await openView('#view=network&data=waves&activation=relu&rate=100')
  await network.locator('[data-unit="1 0"]').click()
  await network.getByRole('button', { name: 'Play', exact: true }).click()
  await network.locator('.remark').first().waitFor()
  await everyControlSaysWhatItDoes(network)
})

test('axe has no serious finding while a network rests after training, with a unit open', async () => {
  const page = await openView('#view=network')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.waitForTimeout(1000)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.locator('[data-unit="1 0"]').click()
  await page.locator('[data-unit="1 0"]').press('Enter')
  assert.deepEqual(await seriousOf(page), [])
})

test('axe has no serious finding in the tour and in messages', async () => {
  const page = await openView('#rate=fast&view=by-hand')
  await unfold(page, 'Help')
  await page.getByRole('button', { name: 'Take the tour' }).click()
  await page.getByRole('dialog').waitFor()
  assert.deepEqual(await seriousOf(page), [])
})

const CONTROLS = ['button', 'textbox', 'combobox', 'checkbox', 'radio', 'slider', 'spinbutton', 'switch', 'searchbox', 'tab', 'DisclosureTriangle'] // oxfmt-ignore

/** Role, name and description of each control, as assistive technology gets them. */
async function controlsOf(page) {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes
    .filter(({ ignored, role }) => !ignored && CONTROLS.includes(role?.value))
    .map(({ role, name, description }) => ({ role: role.value, name: name?.value ?? '', help: description?.value ?? '' }))
} // oxfmt-ignore

/** Every control has a name and a help text. */
async function everyControlSaysWhatItDoes(page) {
  const controls = await controlsOf(page)
  assert.ok(controls.length > 12, `${controls.length} controls`)
  const bare = controls.filter(({ name: called, help }) => !/\p{L}{1,}/u.test(called) || help.length < 8)
  assert.deepEqual(bare, [])
}

/** The keyboard reaches every control, and shows where it is. */
async function keyboardReachesAll(page) {
  // One stop for each control; a group such as the tabs or a graph is one stop.
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')]
    const stops = all.filter((one) => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length > 0)
    stops.forEach((one, i) => one.setAttribute('data-stop', i))
    return stops.length
  })
  const seen = new Set()
  for (let i = 0; i < wanted + 3; i++) {
    await page.keyboard.press('Tab')
    const now = await page.evaluate(() => {
      const one = document.activeElement
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      const { left, right, top, bottom } = one.getBoundingClientRect()
      return {
        stop: one.getAttribute('data-stop'),
        html: one.outerHTML.slice(0, 120),
        isVisible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        isInSight: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
      }
    })
    if (now.stop === null) continue
    assert.ok(now.isVisible, `the focus is not visible on ${now.html}`)
    assert.ok(now.isInSight, `the focus is out of sight on ${now.html}`)
    seen.add(now.stop)
  }
  const missed = await page.evaluate(
    (stops) => [...document.querySelectorAll('[data-stop]')].filter((one) => !stops.includes(one.dataset.stop)).map((one) => one.outerHTML.slice(0, 120)),
    [...seen],
  ) // oxfmt-ignore
  assert.deepEqual(missed, [])
}

/** Help texts that pop up stay in the window. */
async function helpTextsStayInTheWindow(page) {
  const { outside, shown } = await page.evaluate(async () => {
    const outside = []
    let shown = 0
    for (const control of document.querySelectorAll('.control')) {
      if (!control.checkVisibility()) continue
      control.querySelector('button, input, select, textarea').focus({ focusVisible: true })
      await new Promise((resolve) => setTimeout(resolve)) // what the focus changes is drawn
      const { left, right, width } = control.querySelector('.help').getBoundingClientRect()
      if (width > 0) shown++
      if (left < 0 || right > innerWidth) outside.push(`${control.textContent}: ${left} to ${right}`)
    }
    return { outside, shown }
  })
  assert.deepEqual(outside, [])
  assert.ok(shown > 8, `${shown} help texts were shown`)
  await blur(page)
}

/** Takes the focus away, and scrolls back to the top, as the page was. */
const blur = (page) =>
  page.evaluate(() => {
    document.activeElement.blur()
    scrollTo(0, 0)
  })

test('a whole update of the network is made with the keyboard alone', async () => {
  const page = await openView('')
  const focusOn = async (name) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const label = await page.evaluate(() => {
        const one = document.activeElement
        return one.getAttribute('aria-label') ?? one.closest('label')?.firstChild.textContent ?? one.textContent
      })
      if (label === name) return
    }
    assert.fail(`Tab does not reach ${name}`)
  }
  await focusOn('Expression') // the tab of the view
  await page.keyboard.press('ArrowRight')
  for (const name of ['Forward', 'Backward', 'Update']) {
    await focusOn(name)
    await page.keyboard.press(name === 'Update' ? 'Space' : 'Enter')
  }
  await page.getByText('J goes from 0.298371 to 0.280471').waitFor()
  await focusOn('Weight from input 1 to hidden unit 1')
  await page.keyboard.press('ArrowUp')
  await page.waitForFunction(() => !window.location.hash.includes('w=0.15,'))
})

test('who wants less motion sees none, and others see a graph glide', async () => {
  const page = await openView('#f=x*y')
  await page.locator('.box').first().waitFor()
  await page.evaluate(() => {
    window.moved = 0
    const animate = Element.prototype.animate
    Element.prototype.animate = function (...parts) {
      window.moved++
      return animate.apply(this, parts)
    }
  })
  for (const [reducedMotion, operation, text] of [
    ['reduce', 'sin', 'sin(x)*y + x'],
    ['no-preference', 'exp', 'exp(x) + y'],
  ]) {
    await page.emulateMedia({ reducedMotion })
    await page.getByRole('textbox', { name: 'Expression' }).fill(text)
    await page.getByRole('textbox', { name: 'Expression' }).press('Enter')
    await page.locator('.box', { hasText: operation }).first().waitFor()
    await page.waitForTimeout(200)
    const moved = await page.evaluate(() => window.moved)
    assert.equal(moved > 0, reducedMotion === 'no-preference', `${moved} animations with ${reducedMotion}`)
  }
})

test('colors follow the system until the user chooses, and the choice stays', async () => {
  const page = await openView('', { colorScheme: 'dark' })
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  assert.equal(await background(), 'rgb(13, 17, 23)')
  await page.getByRole('button', { name: 'Light colors' }).click()
  assert.equal(await background(), 'rgb(255, 255, 255)')
  await page.reload()
  assert.equal(await background(), 'rgb(255, 255, 255)')
})
