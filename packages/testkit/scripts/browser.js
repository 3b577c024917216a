// Runs the built packages in Debian's chromium, under a content-security policy without `unsafe-eval`: a graph, second
// derivatives, a small training run and a drawing in DOT, served from dist as plain ES modules.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('../../', import.meta.url))
const importMap = JSON.stringify({
  imports: {
    '@gradus/engine': '/engine/dist/index.js',
    '@gradus/engine/errors': '/engine/dist/errors.js',
    '@gradus/compile': '/compile/dist/index.js',
    '@gradus/nn': '/nn/dist/index.js',
    '@gradus/viz': '/viz/dist/index.js',
  },
})
const page = `<!doctype html><script type="importmap">${importMap}</script>
<script type="module">
  import { derivative, Value } from '@gradus/engine'
  import { Adam, fit, MLP } from '@gradus/nn'
  import { toDot } from '@gradus/viz'
  const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
  const f = x.add(y).mul(z)
  f.backward()
  const data = { inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [0, 1, 1, 0] }
  const model = new MLP([2, 8, 1], { seed: 3 })
  const optimizer = new Adam(model.parameters(), { lr: 0.05 })
  await fit(model, data, { loss: 'binaryCrossEntropy', optimizer, epochs: 200, batchSize: 4 })
  window.result = {
    gradient: [x.grad, y.grad, z.grad],
    second: derivative((x) => x.pow(3), 2, 2),
    xor: data.inputs.map((x) => (model.predict(x)[0] > 0 ? 1 : 0)),
    dot: toDot(f).startsWith('digraph'),
  }
</script>`
const expected = { gradient: [-4, -4, 3], second: 12, xor: [0, 1, 1, 0], dot: true }

const server = createServer(async ({ url }, response) => {
  try {
    const html = url === '/'
    const body = html ? page : await readFile(root + url.slice(1))
    response.setHeader('content-type', html ? 'text/html' : 'text/javascript')
    response.setHeader('content-security-policy', "script-src 'self' 'unsafe-inline'")
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
})
try {
  const tab = await browser.newPage()
  const errors = []
  tab.on('pageerror', (error) => errors.push(error.message))
  await tab.goto(`http://127.0.0.1:${server.address().port}/`)
  await tab.waitForFunction(() => window.result !== undefined, undefined, { timeout: 30_000 }).catch(() => {})
  const result = await tab.evaluate(() => window.result)
  if (JSON.stringify(result) !== JSON.stringify(expected) || errors.length > 0) {
    console.error('browser:', { result, expected, errors })
    process.exitCode = 1
  } else console.log(`browser: chromium ${browser.version()} agrees`)
} finally {
  await browser.close()
  server.close()
}
