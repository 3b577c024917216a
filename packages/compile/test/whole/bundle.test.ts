/** The size of what a web page loads: everything that engine, compile and nn export, minified. */
import { describe, expect, test } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const MOST = 70 // kB
const names = ['engine', 'compile', 'nn']
const { outputFiles } = await build({
  stdin: {
    contents: names.map((name) => `export * as ${name} from '@gradus/${name}'`).join('\n'),
    resolveDir: fileURLToPath(new URL('.', import.meta.url)),
  },
  conditions: ['@gradus/source'],
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser', // an import from Node is an error
  write: false,
})
const { contents, text } = outputFiles[0]!
const kB = gzipSync(contents).length / 1000

describe(`engine, compile and nn are ${(contents.length / 1000).toFixed(1)} kB, and ${kB.toFixed(1)} kB with gzip. They`, () => {
  test(`have at most ${MOST} kB with gzip`, () => {
    expect(kB).toBeLessThanOrEqual(MOST)
  })

  test('create no code from text, so that a strict content-security policy allows them', () => {
    expect(text).not.toMatch(/\b(eval|Function)\(/)
  })
})
