// Does what docs/in-a-browser.md says: saves its files, runs its commands, and opens its pages in Debian's chromium, in the
// clone and outside of it. Everything is taken from the page itself, so that it cannot become wrong unnoticed.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { openChromium, openTab } from './open-chromium.js'
import { blocks, filesOf, save, section } from './page-blocks.js'
import { serveFrom } from './serve-from.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const page = readFileSync(join(root, 'docs/in-a-browser.md'), 'utf8')
const files = filesOf(page)
const part = {
  bundle: section(page, 'With a bundle'),
  map: section(page, 'With an import map, and no bundler'),
  policy: section(page, 'The content-security policy'),
  outside: section(page, 'Outside of the clone'),
  worker: section(page, 'In a worker'),
  works: section(page, 'What works, and what does not'),
}
const [reads] = blocks(part.bundle, 'text')

const temporary = mkdtempSync(join(tmpdir(), 'gradus-in-a-browser-'))
const browser = await openChromium()
const servers = []
try {
  await inTheClone()
  await outside()
} catch (error) {
  console.error('in-a-browser:', error)
  process.exitCode = 1
} finally {
  await browser.close()
  for (const end of servers) end()
  rmSync(temporary, { recursive: true, force: true })
}

/** A folder with the packages of the clone stands for the clone, which stays as it is. */
async function inTheClone() {
  const folder = join(temporary, 'clone')
  mkdirSync(folder)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  save(folder, files)
  const site = await bundleAndServe(folder)
  await bothWays('in the clone', site)
  await policies(folder, site)
  await worker(folder, site)
  await packages(folder, site)
}

async function outside() {
  const folder = join(temporary, 'my-site')
  const [commands] = blocks(part.outside, 'sh')
  assert.equal(commands.match(/\.\.\/my-site/g).length, 3)
  run(root, commands.replaceAll('../my-site', folder))
  save(folder, files)
  await bothWays('outside of the clone', await bundleAndServe(folder))
}

async function bundleAndServe(folder) {
  const [makeBundle, serveBundle] = blocks(part.bundle, 'sh')[0].trim().split('\n')
  const [serve] = blocks(part.map, 'sh')
  assert.equal(serve.trim(), serveBundle)
  run(folder, makeBundle)
  const { address, end } = await serveFrom(folder, serve)
  servers.push(end)
  return address
}

/** Both pages read as printed, and nothing is amiss in their consoles. */
async function bothWays(where, site) {
  const addresses = [...page.matchAll(/<(http:.*?)>/g)].map(([, address]) => address)
  assert.equal(addresses.length, 2)
  for (const address of addresses) {
    const opened = await openTab(browser, address.replace('http://127.0.0.1:8000', site))
    await reaches(opened, reads)
    assert.deepEqual([opened.faults, await opened.blocked()], [[], []], address)
    console.log(`in-a-browser: ${where}, ${new URL(address).pathname} reads as the page says`)
  }
}

/** The printed hash is the right one, a wrong one is refused, and without WebAssembly the interpreter takes over. */
async function policies(folder, site) {
  const [, command, hash] = /^\$ (.*)\n(.*)\n$/.exec(blocks(part.policy, 'console')[0])
  assert.equal(run(folder, command).trim(), hash)
  assert.ok(files['my-page/map.html'].includes(` ${hash}"`), 'the policy has the printed hash')

  const noWasm = files['my-page/index.html'].replace(" 'wasm-unsafe-eval'", '')
  const otherMap = files['my-page/map.html'].replace('"imports": ', '"imports":')
  save(folder, { 'my-page/no-wasm.html': noWasm, 'my-page/other-map.html': otherMap })
  const interpreted = await openTab(browser, `${site}/my-page/no-wasm.html`)
  await reaches(interpreted, reads.replace('wasm', 'interpreter'))
  assert.deepEqual(await interpreted.blocked(), ['wasm-eval'])
  assert.deepEqual(interpreted.faults, [])
  const refused = await openTab(browser, `${site}/my-page/other-map.html`)
  await refused.tab.waitForFunction(() => window.blocked.length > 0)
  assert.deepEqual(await refused.blocked(), ['inline'])
  assert.equal(await refused.tab.innerText('#gradient'), '')
  console.log(`in-a-browser: the policies are as strict as the page says, ${hash}`)
}

async function worker(folder, site) {
  run(folder, blocks(part.worker, 'sh')[0])
  const script = blocks(part.worker, 'js').at(-1)
  const answer = /console\.log\(data\) \/\/ (.*)/.exec(script)[1]
  save(folder, { 'my-page/start.js': script })
  save(folder, { 'my-page/worker.html': files['my-page/index.html'].replace('bundle.js', 'start.js') })
  const { tab, faults } = await openTab(browser, 'about:blank')
  const logged = tab.waitForEvent('console')
  await tab.goto(`${site}/my-page/worker.html`)
  assert.equal((await logged).text(), `[${JSON.parse(answer).join(', ')}]`)
  assert.deepEqual(faults, [])
  console.log('in-a-browser: the worker answers')
}

/** Each public package is in the table; what can run in a browser is in a map and loads, and the rest cannot be bundled. */
async function packages(folder, site) {
  const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(files['my-page/map.html'])
  const imports = { ...JSON.parse(map).imports, ...JSON.parse(blocks(part.map, 'json')[0]) }
  save(folder, { 'my-page/all.html': `<script type="importmap">${JSON.stringify({ imports })}</script>` })
  const { tab, faults } = await openTab(browser, `${site}/my-page/all.html`)
  const rows = part.works.split('\n').filter((line) => line.startsWith('| `'))

  for (const { name, exports } of manifests()) {
    const row = rows.find((text) => text.split(' | ')[0].includes(`\`${name}\``))
    assert.ok(row !== undefined, `the table has no row for ${name}`)
    for (const key of Object.keys(exports).filter((key) => key !== './package.json')) {
      const entry = name + key.slice(1)
      if (['./node', './png'].includes(key) || row.includes('need Node')) {
        await assert.rejects(bundleOf(entry), /Could not resolve "(node:|fs")/, entry)
        assert.ok(
          row.includes('need Node') || row.includes(`\`${entry}\``),
          `the row of ${name} does not name ${entry}`,
        )
      } else assert.notDeepEqual(await tab.evaluate(async (name) => Object.keys(await import(name)), entry), [], entry)
    }
  }
  assert.deepEqual(faults, [])

  const { threads, drawing } = await tab.evaluate(async () => {
    const { fit, MLP } = await import('@gradus/nn')
    const { Value } = await import('@gradus/engine')
    const { renderSvg } = await import('@gradus/viz')
    const data = { inputs: Array(64).fill([0]), targets: Array(64).fill([0]) }
    const message = (promise) => promise.then(String, (error) => error.message)
    return {
      threads: await message(fit(new MLP([1, 1]), data, { loss: 'mse', batchSize: 64, threads: 2 })),
      drawing: await message(renderSvg(new Value(2, 'x').add(1))),
    }
  })
  assert.equal(`${threads}\n`, blocks(part.works, 'text')[0])
  assert.match(drawing, /^<svg [^]*>x[^]*<\/svg>\s*$/)
  console.log('in-a-browser: each package works in a browser as far as the table says')
}

function manifests() {
  return readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')))
    .filter((manifest) => manifest.private !== true)
}

function bundleOf(entry) {
  const stdin = { contents: `import '${entry}'`, resolveDir: root }
  return build({ stdin, bundle: true, write: false, logLevel: 'silent' })
}

/** Waits until the page has trained; its outputs then have to be `text`. */
async function reaches({ tab, faults }, text) {
  const trained = () => /epoch (\d+) of \1:/.test(document.getElementById('training').textContent)
  await tab.waitForFunction(trained).catch(() => assert.fail(`the page does not train: ${faults.join('\n')}`))
  const outputs = () =>
    ['gradient', 'training', 'plane'].map((id) => document.getElementById(id).textContent).join('\n')
  assert.equal((await tab.evaluate(outputs)).replace(/ +$/gm, '') + '\n', text)
}

function run(cwd, commands) {
  return execFileSync('bash', ['-e', '-c', commands], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
