// Runs the built packages in Debian's chromium under two content-security policies. Neither allows `eval`. If the policy allows
// WebAssembly, training must give exactly the same weights as in Node. Otherwise the interpreter must take over, and agree to 9
// digits, because the functions of Math differ between versions of JavaScript engines.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { program } from './browser-program.js'
import { openChromium } from './open-chromium.js'

const POLICIES = {
  wasm: { policy: "script-src 'self' 'wasm-unsafe-eval'", blocked: ['eval'], off: 0 },
  interpreter: { policy: "script-src 'self'", blocked: ['eval', 'wasm-eval'], off: 1e-9 },
}

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('browser-page.js', import.meta.url))],
  bundle: true,
  format: 'esm',
  external: ['graphviz-cli'], // only renderSvg loads it
  write: false,
})
const inNode = await program()
assert.equal(inNode.compiled.backend, 'wasm')

const server = createServer(({ url }, response) => {
  const name = url.slice(1)
  if (name === 'page.js') {
    response.setHeader('content-type', 'text/javascript')
    response.end(outputFiles[0].contents)
  } else if (Object.hasOwn(POLICIES, name)) {
    response.setHeader('content-type', 'text/html')
    response.setHeader('content-security-policy', POLICIES[name].policy)
    response.end('<!doctype html><script type="module" src="/page.js"></script>')
  } else response.writeHead(404).end()
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const browser = await openChromium()
try {
  for (const [engine, { policy, blocked, off }] of Object.entries(POLICIES)) {
    const tab = await browser.newPage()
    const errors = []
    tab.on('pageerror', (error) => errors.push(error.message))
    await tab.goto(`http://127.0.0.1:${server.address().port}/${engine}`)
    const result = await tab.evaluate(() => window.result)
    assert.deepEqual(errors, [])
    check(result, engine, off)
    assert.deepEqual(result.blocked, blocked, 'what the policy blocks')
    console.log(`browser: chromium ${browser.version()}, ${policy}: ${engine} agrees`)
  }
} catch (error) {
  console.error('browser:', error)
  process.exitCode = 1
} finally {
  await browser.close()
  server.close()
}

function check({ engine, compiled, sgd, adam }, name, off) {
  const gradient = [-4, -4, 3]
  const words = '  ∂f/∂z = 3'
  assert.deepEqual(engine, { gradient, second: 12, formula: '(x + y) * z', again: gradient, words, dot: true })
  assert.equal(compiled.backend, name)
  near(compiled.numbers, compiled.byEngine, 1e-12, 'compiled function and engine')
  near(compiled.numbers, inNode.compiled.numbers, off, 'compiled function in the page and in Node')
  checkTraining(sgd, inNode.sgd, off, 'SGD')
  checkTraining(adam, inNode.adam, off, 'Adam')
}

function checkTraining(page, node, off, what) {
  assert.deepEqual([...page.notices, ...node.notices], [], `notices of ${what}`)
  near(page.losses, node.losses, off, `losses of ${what} in the page and in Node`)
  near(page.weights, node.weights, off, `weights of ${what} in the page and in Node`)
}

function near(got, expected, off, what) {
  assert.equal(got.length, expected.length, what)
  got.forEach((x, i) => {
    const error = Math.abs(x - expected[i])
    assert.ok(error <= off * (1 + Math.abs(expected[i])), `${what}: number ${i} is ${x}, not ${expected[i]}`)
  })
}
