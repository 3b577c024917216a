import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

test('toDot alone loads nothing of Node, which graphviz.ts loads when something is rendered', () => {
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
