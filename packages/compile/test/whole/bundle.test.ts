/** What a page loads: backend, compile and nn, all that they export, minified for browsers. */
import { describe, expect, test } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const MOST = 60 // kB
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
  platform: 'browser', // where an import of Node's is an error
  write: false,
})
const { contents, text } = outputFiles[0]!
const kB = gzipSync(contents).length / 1000

describe(`backend, compile and nn: ${(contents.length / 1000).toFixed(1)} kB, ${kB.toFixed(1)} kB with gzip`, () => {
  test(`are at most ${MOST} kB with gzip`, () => {
    expect(kB).toBeLessThanOrEqual(MOST)
  })

  test('make no code from text', () => {
    expect(text).not.toMatch(/\b(eval|Function)\(/)
  })
})
