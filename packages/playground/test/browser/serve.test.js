// `npm run play` serves the page.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

test('npm run play prints an address, and the page is there, under its policy', async () => {
  // npm and what it starts are one group, so that all of it can be ended.
  const program = spawn('npm', ['run', '--silent', 'play', '--', '--port', '0'], { cwd: root, detached: true })
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
    process.kill(-program.pid)
  }
})
