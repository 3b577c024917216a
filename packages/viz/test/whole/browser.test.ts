import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

test('no file imports Node modules when it is loaded, so toDot runs in browsers', () => {
  const FILES = [
    'index',
    'dot',
    'options',
    'near',
    'order',
    'effort',
    'node',
    'escape',
    'numbers',
    'theme',
    'render',
    'graphviz',
  ]
  for (const file of FILES) {
    const source = readFileSync(`${import.meta.dirname}/../../src/${file}.ts`, 'utf8')
    const imports = [...source.matchAll(/^(?:import|export) (?!type).*? from '([^']+)'/gm)].map(([, from]) => from!)
    expect(imports.filter((from) => !/^(\.\/|@gradus\/engine(\/errors)?$)/.test(from))).toEqual([])
  }
})
