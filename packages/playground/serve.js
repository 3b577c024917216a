/** `npm run play`: serves the built page on this machine, under the policy that it promises. `--port` is the port. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serveFolder } from '../testkit/tools/serve-folder.js'

const dist = fileURLToPath(new URL('./dist/', import.meta.url))
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"

/** Serves the page under a path, such as `/` or `/some/where/`. Gives the server and the address of the page. */
export function servePage(port, base = '/') {
  if (!existsSync(join(dist, 'index.html')))
    throw new Error('play: the page is not built. Run npm run build -w packages/playground first.')
  return serveFolder({ folder: dist, base, policy: POLICY, port })
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4174' } } })
  const { address } = await servePage(Number(values.port))
  console.log(`The playground is at ${address} until you press Ctrl+C.`)
}
