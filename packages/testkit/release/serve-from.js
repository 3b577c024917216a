// Serves a folder with the command that a page gives for it.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** Runs the command, on a port that is free instead of 8000. Gives the address, and a function that ends the server. */
export async function serveFrom(cwd, command) {
  const port = await freePort()
  const [program, ...args] = command.trim().replace(':8000', `:${port}`).split(' ')
  // Its input stays open: esbuild ends when that does. Npx and what it has started are one group, so that both can be ended.
  const server = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  await new Promise((resolve, reject) => {
    server.stderr.on('data', (text) => String(text).includes('Local:') && resolve())
    server.on('exit', (code) => reject(new Error(`${command} ended with code ${code}`)))
  })
  return { address: `http://127.0.0.1:${port}`, end: () => process.kill(-server.pid) }
}

/** A port on which nothing listens. */
export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
