// node tools/screenshots.js OUT: pictures of every view, in light and dark, on a wide and on a small screen.
// node tools/screenshots.js --docs: the pictures of the documentation, into docs/pictures.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { argv, exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import { servePage } from '../serve.js'
import { openChromium } from '../../testkit/release/open-chromium.js'

const isForDocs = argv[2] === '--docs'
const out = isForDocs ? fileURLToPath(new URL('../../../docs/pictures/', import.meta.url)) : argv[2]
if (out === undefined) {
  console.error('screenshots: no folder is given. Run node tools/screenshots.js OUT.')
  exit(1)
}
mkdirSync(out, { recursive: true })

const press = (name) => (page) => page.getByRole('button', { name, exact: true }).click()
/** Trains for so many milliseconds. */
const train = (time) => async (page) => {
  await press('Play')(page)
  await page.waitForTimeout(time)
  await press('Pause')(page)
}
/** The same number of passes on any machine. */
const passes = (count) => async (page) => {
  for (let pass = 1; pass <= count; pass++) {
    await press('One pass')(page)
    await page.locator('.numbers dd').first().getByText(`${pass}`, { exact: true }).waitFor()
  }
}

/** The views, and what is done in them first. */
const VIEWS = isForDocs
  ? {
      'playground-expression': { hash: '#view=expression' },
      'playground-by-hand': { hash: '#view=by-hand&stage=backward' },
      'playground-network': { hash: '#view=network&data=moons&optimizer=adam&rate=0.03', act: passes(60) },
    }
  : {
      expression: { hash: '#view=expression' },
      nan: { hash: '#f=log(x)%2By&at=x:-1,y:2' },
      'by-hand': { hash: '#view=by-hand&stage=update&updates=20' },
      neuron: { hash: '#view=by-hand&example=neuron&stage=backward' },
      network: { hash: '#view=network', act: train(2500) },
      spiral: {
        hash: '#view=network&data=spiral&hidden=16,16&optimizer=adam&rate=0.01',
        act: train(8000),
      },
      digits: { hash: '#view=network&data=digits&hidden=16', act: train(3000) },
      unit: { hash: '#view=network&data=iris', act: (page) => page.locator('[data-unit="1 0"]').click() },
      stopped: { hash: '#view=network&data=waves&activation=relu&rate=100', act: press('Play') },
      example: { hash: '#view=network&hidden=3', act: press('Show the graph of this example') },
      ask: { hash: '#view=expression', act: (page) => page.getByLabel('Ask me first').check() },
      'wrong-order': {
        hash: '#view=expression',
        act: (page) => page.getByLabel('Backward pass').selectOption({ index: 1 }),
      },
      help: { hash: '#view=by-hand', act: press('Help') },
      tour: { hash: '#view=expression', tour: true },
      messages: { hash: '#view=by-hand&rate=fast&magic=1' },
    }
const WIDE = { width: 1280, height: isForDocs ? 760 : 800 }
const LOOKS = {
  light: { viewport: WIDE },
  dark: { viewport: WIDE, colorScheme: 'dark' },
  ...(!isForDocs && {
    small: { viewport: { width: 360, height: 740 } },
    'small-dark': { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  }),
}

const { server, address } = await servePage(0)
const browser = await openChromium()
for (const [view, { hash, act, tour = false }] of Object.entries(VIEWS)) {
  for (const [look, options] of Object.entries(LOOKS)) {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
    const page = await context.newPage()
    await page.addInitScript((isSkipped) => isSkipped && window.localStorage.setItem('gradus-tour', 'done'), !tour)
    await page.goto(address + hash)
    await page.waitForLoadState('networkidle')
    await act?.(page)
    await page.waitForTimeout(1000)
    await page.mouse.move(0, 0)
    await page.evaluate(() => document.activeElement.blur())
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(out, `${view}-${look}.png`), fullPage: !isForDocs })
    await context.close()
  }
}
await browser.close()
server.close()
