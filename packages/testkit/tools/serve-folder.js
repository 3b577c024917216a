// Serves a folder of finished pages on this machine, under a path and a policy.
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.wasm': 'application/wasm' } // oxfmt-ignore

/**
 * Serves `folder` under `base`, such as `/` or `/some/where/`, with `policy` as the Content-Security-Policy of every answer. Port 0 is any
 * free port. Gives the server and the address of the base.
 */
export async function serveFolder({ folder, base, policy, port = 0 }) {
  const server = createServer(({ url }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://page').pathname)
    const file = join(folder, path.slice(base.length), path.endsWith('/') ? 'index.html' : '')
    if (!path.startsWith(base) || !file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end()
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    const lasting = path.startsWith(`${base}assets/`) // their names change with their content
    const cache = lasting ? { 'cache-control': 'max-age=3600' } : {}
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy, ...cache })
    response.end(readFileSync(file))
  })
  await new Promise((resolve, reject) => server.on('error', reject).listen(port, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${server.address().port}${base}` }
}
