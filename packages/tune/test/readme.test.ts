/** The programs of the README run in Node as they stand there, because worker threads need files. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { workshop } from './helpers.js'

const { path } = workshop()
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!)

test('the programs of the README print what it says', () => {
  const [task, search, ...others] = blocks('js')
  expect(others).toEqual([])
  mkdirSync(path('program'))
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), path('program/node_modules'), 'dir')
  writeFileSync(path('program/package.json'), '{ "type": "module" }')
  writeFileSync(path('program/task.js'), task!)
  writeFileSync(path('program/search.js'), search!)
  const { stdout, stderr } = spawnSync(process.execPath, [path('program/search.js')], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout.replaceAll('\t', ' | ')).toBe(blocks('text')[0]!.replaceAll(/ {2,}/g, ' | '))
})
