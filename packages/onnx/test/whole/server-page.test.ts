/**
 * docs/onnx.md, "On a server": the program that serves a file. Here onnxruntime-web stands for onnxruntime-node, which has the
 * same interface and is not installed with the packages.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from '@jest/globals'
import { MLP } from '@gradus/nn'
import { saveOnnx } from '@gradus/onnx/node'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const [, serve] = /^```js\n([\s\S]*?)^```/m.exec(readFileSync(join(root, 'docs/onnx.md'), 'utf8'))!
const folder = mkdtempSync(join(tmpdir(), 'gradus-server-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Exactly one place of the text is replaced. */
function replaced(text: string, before: string, after: string): string {
  expect(text.split(before)).toHaveLength(2)
  return text.replace(before, after)
}

test('the server answers with the probabilities of the model', async () => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const model = new MLP([2, 4, 1], { seed: 1 })
  await saveOnnx(join(folder, 'moons.onnx'), model, { name: 'moons', output: 'sigmoid' })
  const port = await freePort()
  const server = replaced(serve!, `'onnxruntime-node'`, `'onnxruntime-web'`)
  writeFileSync(
    join(folder, 'serve.mjs'),
    replaced(server, 'listen(8080)', `listen(${port}, () => console.log('ready'))`),
  )

  const child = spawn(process.execPath, ['serve.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await once(child.stdout, 'data')
    const ask = async (body: string) => {
      const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body })
      return { status: response.status, text: await response.text() }
    }
    const rows = [[0.5, 0.2], [1, -0.3]] // oxfmt-ignore
    const answer = await ask(JSON.stringify(rows))
    expect(answer.status).toBe(200)
    const expected = rows.map((row) => 1 / (1 + Math.exp(-model.predict(row)[0]!)))
    const got = JSON.parse(answer.text) as number[]
    expect(got).toHaveLength(2)
    got.forEach((probability, i) => expect(probability).toBeCloseTo(expected[i]!, 5))
    expect((await ask('no JSON')).status).toBe(400)
  } finally {
    child.kill()
  }
})
