/** The programs of the README run in Node as they stand there, because worker threads need files. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { workshop } from '../helpers.js'

const { path } = workshop()
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!)

test('the programs of the README print what it says', () => {
  const [task, search, foldsTask, foldsSearch, shards, ...others] = blocks('js')
  expect(others).toEqual([])
  const folder = path('program')
  mkdirSync(folder)
  symlinkSync(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), path('program/node_modules'), 'dir')
  writeFileSync(path('program/package.json'), '{ "type": "module" }')
  writeFileSync(path('program/task.js'), task!)
  writeFileSync(path('program/folds.js'), foldsTask!)
  for (const [i, program] of [search, foldsSearch, shards].entries()) {
    writeFileSync(path('program/program.js'), program!)
    const { stdout, stderr } = spawnSync(process.execPath, ['program.js'], { cwd: folder, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout.replaceAll('\t', ' | ')).toBe(blocks('text')[i]!.replaceAll(/ {2,}/g, ' | '))
  }
})
