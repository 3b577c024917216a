#!/usr/bin/env node
import module from 'node:module'

module.enableCompileCache?.() // from Node 22.1 on: the next start does not compile the same files again
const { run } = await import('../dist/index.js')
process.exitCode = await run(process.argv.slice(2))
