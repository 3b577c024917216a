// `npm run play` serves the page.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const serve = fileURLToPath(new URL('../../serve.js', import.meta.url))

test('npm run play prints an address, and the page is there, under its policy', async () => {
  const program = spawn(process.execPath, [serve, '--port', '0'])
  try {
    const [line] = await once(program.stdout.setEncoding('utf8'), 'data')
    const address = /^The playground is at (http:\S+) until you press Ctrl\+C\.\n$/.exec(line)[1]
    const answer = await fetch(address)
    assert.equal(answer.status, 200)
    assert.match(await answer.text(), /<title>.*Gradus/)
    assert.equal(
      answer.headers.get('content-security-policy'),
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
    )
  } finally {
    program.kill()
  }
})
