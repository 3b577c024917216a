/** `npm run play`: serves the built page on this machine, under the policy that it promises. `--port` is the port. */
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export const dist = fileURLToPath(new URL('./dist/', import.meta.url))
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.wasm': 'application/wasm' } // prettier-ignore

/** Serves the page under a path, such as `/` or `/some/where/`. Gives the server and the address of the page. */
export async function servePage(port, base = '/') {
  if (!existsSync(join(dist, 'index.html')))
    throw new Error('play: the page is not built. Run npm run build -w packages/playground first.')
  const server = createServer(({ url }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://page').pathname)
    const file = join(dist, path === base ? 'index.html' : path.slice(base.length))
    if (!path.startsWith(base) || !file.startsWith(dist) || !existsSync(file)) return response.writeHead(404).end()
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY })
    response.end(readFileSync(file))
  })
  await new Promise((resolve, reject) => server.on('error', reject).listen(port, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${server.address().port}${base}` }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4174' } } })
  const { address } = await servePage(Number(values.port))
  console.log(`The playground is at ${address} until you press Ctrl+C.`)
}
