import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

test('no file except for png.ts needs Node, so that everything else runs in browsers', () => {
  const src = `${import.meta.dirname}/../../src`
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && file !== 'png.ts',
  )
  expect(files.length).toBeGreaterThan(40)
  for (const file of files) {
    const imports = [...readFileSync(`${src}/${file}`, 'utf8').matchAll(/ from '([^']+)'/g)].map(([, from]) => from!)
    const wrong = imports.filter(
      (from) =>
        !/^(\.\.?\/.*\.js|@gradus\/(engine(\/errors)?|explain|svg)|@viz-js\/viz)$/.test(from) ||
        from.endsWith('/png.js'),
    )
    expect([file, wrong]).toEqual([file, []])
  }
})
