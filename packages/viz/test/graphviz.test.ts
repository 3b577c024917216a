import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { sum, Value } from '@gradus/engine'
import { toDot } from '../src/dot.js'
import { renderSvg } from '../src/render.js'

/** Graphviz would need more than an hour: each of 150 nodes is the sum of all before it. */
const endless = (() => {
  const all = [new Value(1)]
  while (all.length < 150) all.push(sum(all))
  return toDot(all.at(-1)!, { limit: Infinity, partials: true })
})()
const TOO_LONG = (seconds: number) =>
  `renderSvg: Graphviz did not finish within ${seconds} s. Draw fewer nodes, with the option limit of toDot, or raise the option timeLimit.`

/** A program that uses the built package in plain Node, and records which processes it starts. */
function start(program: string): ChildProcess {
  const text = `
    import processes from 'node:child_process'
    import { syncBuiltinESMExports } from 'node:module'
    import { renderSvg } from '@gradus/viz'
    const pids = []
    const { fork } = processes
    processes.fork = (...args) => {
      const child = fork(...args)
      pids.push(child.pid)
      return child
    }
    syncBuiltinESMExports()
    ${isAlive.toString()}
    const endless = ${JSON.stringify(endless)}
    ${program}`
  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin!.end(text)
  return child
}

async function run(program: string): Promise<{ stdout: string; stderr: string }> {
  const child = start(program)
  const output = { stdout: '', stderr: '' }
  child.stdout!.on('data', (chunk) => (output.stdout += chunk))
  child.stderr!.on('data', (chunk) => (output.stderr += chunk))
  await once(child, 'close')
  return output
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function ended(pid: number): Promise<void> {
  while (isAlive(pid)) await wait(10)
}

test('a drawing that exceeds its time limit is an error, and those before and after it are drawn', async () => {
  const results = await Promise.allSettled([
    renderSvg('digraph { a }'),
    renderSvg(endless, { timeLimit: 300 }),
    renderSvg('digraph { b }', { timeLimit: Infinity }),
    renderSvg(endless, { timeLimit: 1 }),
    renderSvg('digraph { c }'),
  ])
  const shown = results.map((r) =>
    r.status === 'fulfilled' ? /<title>([abc])<\/title>/.exec(r.value)![1] : (r.reason as Error).message,
  )
  expect(shown).toEqual(['a', TOO_LONG(0.3), 'b', TOO_LONG(0.001), 'c'])
})

test('renderSvg prints nothing and does not keep the program alive', async () => {
  const program = `
    const svg = await renderSvg('digraph { "×∂😀" -> b }')
    process.stdout.write(String(svg.includes('×∂😀')))`
  expect(await run(program)).toEqual({ stdout: 'true', stderr: '' })
})

test('the process that exceeds the time limit has ended when the error arrives, and all have ended after the program', async () => {
  const { stdout, stderr } = await run(`
    const message = await renderSvg(endless, { timeLimit: 300 }).catch((error) => error.message)
    const alive = pids.map(isAlive)
    await renderSvg('digraph { a }')
    await renderSvg('digraph { a }')
    console.log(JSON.stringify({ message, alive, after: pids.map(isAlive), pids }))`)
  expect(stderr).toBe('')
  const { pids, ...seen } = JSON.parse(stdout) as { pids: number[] }
  expect(seen).toEqual({ message: TOO_LONG(0.3), alive: [false], after: [false, true] })
  for (const pid of pids) await ended(pid)
})

test('the process of Graphviz ends when the program is killed', async () => {
  const child = start(`
    const drawing = renderSvg(endless, { timeLimit: Infinity })
    setInterval(() => pids.length > 0 && process.stdout.write(pids[0] + '\\n'), 10)
    await drawing`)
  const [first] = (await once(child.stdout!, 'data')) as [Buffer]
  const pid = parseInt(String(first))
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'close')
  await ended(pid)
})

test('a process of Graphviz that is killed is an error while it draws, and is replaced otherwise', async () => {
  const { stdout } = await run(`
    await renderSvg('digraph { a }')
    process.kill(pids[0], 'SIGKILL')
    while (isAlive(pids[0])) await new Promise((resolve) => setTimeout(resolve, 10))
    console.log((await renderSvg('digraph { a }')).includes('</svg>'), pids.length)
    const drawing = renderSvg(endless, { timeLimit: Infinity }).catch((error) => error.message)
    setTimeout(() => process.kill(pids[1], 'SIGKILL'), 100)
    console.log(await drawing)
    console.log((await renderSvg('digraph { a }')).includes('</svg>'), pids.length)`)
  const says = 'renderSvg: Graphviz says "its process ended". Draw fewer nodes, with the option limit of toDot.'
  expect(stdout).toBe(`true 2\n${says}\ntrue 3\n`)
})
