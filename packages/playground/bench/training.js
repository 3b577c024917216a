/**
 * How fast the page trains, and whether it stays smooth meanwhile: a 2-16-16-1 network over 500 points in Chromium.
 * `node packages/playground/bench/training.js` after `npm run build -w packages/playground`. It prints one line per case.
 */
import { argv } from 'node:process'
import { servePage } from '../serve.js'
import { openChromium } from '../../testkit/release/open-chromium.js'

const SECONDS = Number(argv[2] ?? 5)
const CASES = [
  ['500 training points, batches of 16', 'points=500&hidden=16,16&validation=0'],
  ['500 training points, batches of 16, relu', 'points=500&hidden=16,16&validation=0&activation=relu'],
  ['500 training points, batches of 100', 'points=500&hidden=16,16&validation=0&batch=100'],
  ['350 training points, 150 for validation, batches of 16', 'points=500&hidden=16,16&validation=0.3'],
]

const { server, address } = await servePage(0)
const browser = await openChromium()
try {
  for (const [name, hash] of CASES) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.addInitScript(() => window.localStorage.setItem('gradus-tour', 'done'))
    await page.goto(`${address}#view=network&${hash}`)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.waitForTimeout(2000) // until everything has been loaded and compiled
    const before = await passes(page)
    const { frames, curves, longest, tasks, seconds } = await page.evaluate(watch, SECONDS)
    const rate = ((await passes(page)) - before) / seconds
    console.log(
      `${name}: ${rate.toFixed(0)} passes/s, ${(frames / seconds).toFixed(1)} frames/s, ` +
        `curves drawn ${(curves / seconds).toFixed(1)} times/s, ` +
        `longest task ${longest === 0 ? 'below 50' : longest.toFixed(0)} ms, ${tasks} tasks over 50 ms in ${seconds.toFixed(1)} s`,
    )
    await page.close()
  }
} finally {
  await browser.close()
  server.close()
}

/** The number of passes that the page shows. */
async function passes(page) {
  const name = page.getByText('Pass', { exact: true })
  const text = await page.locator('.numbers div', { has: name }).locator('dd').innerText()
  return Number(text.replaceAll(',', ''))
}

/** Counts frames, drawings of the curves and long tasks in the page. Browsers report tasks that take more than 50 ms. */
async function watch(seconds) {
  let [frames, curves, tasks, longest] = [0, 0, 0, 0]
  const drawings = new MutationObserver(() => curves++) // once for each drawing, however much of the plot it changes
  drawings.observe(document.querySelector('[aria-label="Loss curves"]'), { subtree: true, childList: true })
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      tasks++
      longest = Math.max(longest, duration)
    }
  })
  observer.observe({ type: 'longtask' })
  const begin = performance.now()
  await new Promise((resolve) => {
    const frame = () => {
      frames++
      if (performance.now() - begin < seconds * 1000) requestAnimationFrame(frame)
      else resolve()
    }
    requestAnimationFrame(frame)
  })
  observer.disconnect()
  drawings.disconnect()
  return { frames, curves, tasks, longest, seconds: (performance.now() - begin) / 1000 }
}
