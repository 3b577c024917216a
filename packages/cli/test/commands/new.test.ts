import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import ts from 'typescript'
import { bin, gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(args, directory())

describe('gradus new', () => {
  let created: ReturnType<typeof gradus>
  beforeAll(() => {
    created = run('new', 'flowers')
  })
  const manifest = () => JSON.parse(readFileSync(path('flowers/package.json'), 'utf8'))

  test('makes the folder and says how to continue', () => {
    const stdout = 'The project is in flowers. Run its first script:\n  cd flowers\n  npm install\n  npx tsx first.ts\n'
    expect(created).toEqual({ status: 0, stdout, stderr: '' })
    expect(readdirSync(path('flowers')).sort()).toEqual([
      ...['README.md', 'first.ts', 'iris.csv', 'package.json', 'tsconfig.json', 'vendor'],
    ])
  })
  test('has a file for each package of Gradus that the script or another package needs', () => {
    const { dependencies } = manifest() as { dependencies: Record<string, string> }
    const files = Object.values(dependencies).map((spec) => spec.replace('file:vendor/', ''))
    expect(readdirSync(path('flowers/vendor')).sort()).toEqual(files.sort())
    const imported = [...readFileSync(path('flowers/first.ts'), 'utf8').matchAll(/from '(@gradus\/\w+)/g)]
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(imported.map(([, name]) => name)))
    for (const file of files) {
      const text = execFileSync('tar', ['-xzOf', path(`flowers/vendor/${file}`), 'package/package.json'])
      const needed = Object.entries(JSON.parse(text.toString()).dependencies ?? {})
      for (const [name, version] of needed.filter(([name]) => name.startsWith('@gradus/'))) {
        expect(dependencies[name]).toBe(`file:vendor/${name.slice(1).replace('/', '-')}-${version}.tgz`)
      }
    }
  })
  test('has a script that runs with these files', () => {
    // As npm installs them, but for the packages of others, which are found in the folder above.
    symlinkSync(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), path('node_modules'), 'dir')
    for (const [name, spec] of Object.entries(manifest().dependencies as Record<string, string>)) {
      const folder = path(`flowers/node_modules/${name}`)
      mkdirSync(folder, { recursive: true })
      execFileSync('tar', ['-xzf', path(`flowers/${spec.replace('file:', '')}`), '-C', folder, '--strip-components=1'])
    }
    const { options } = ts.convertCompilerOptionsFromJson(
      JSON.parse(readFileSync(path('flowers/tsconfig.json'), 'utf8')).compilerOptions,
      path('flowers'),
    )
    const source = readFileSync(path('flowers/first.ts'), 'utf8')
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { ...options, module: ts.ModuleKind.ESNext },
    })
    writeFileSync(path('flowers/first.js'), outputText)
    const cwd = path('flowers')
    const { status, stdout, stderr } = spawnSync(process.execPath, ['first.js'], { cwd, encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.replace(/\d\d\.\d %/, '… %').split('\n')).toEqual([
      'The network model is right in … %, on rows that it was not trained on.',
      'For the first row it predicts setosa; the table says setosa.',
      'The model is in model.json.',
      'y = tanh(w · x + b) = 0, and ∂y/∂w = 2. Its graph is in graph.svg.',
      '',
    ])
    expect(readFileSync(path('flowers/graph.svg'), 'utf8')).toContain('</svg>')
    expect(JSON.parse(readFileSync(path('flowers/model.json'), 'utf8')).format).toBe('gradus model')
  })
  test('fills an empty folder', () => {
    mkdirSync(path('empty'))
    expect(gradus(['new', '.'], path('empty')).status).toBe(0)
    expect(readdirSync(path('empty'))).toContain('first.ts')
  })
})

describe('gradus new refuses', () => {
  beforeAll(() => {
    mkdirSync(path('full'))
    writeFileSync(path('full/notes.txt'), 'mine')
    writeFileSync(path('file'), 'mine')
  })
  test.each<[string, number, string]>([
    ['full', 2, 'new: full is not empty (it has notes.txt). Pass the name of a new or an empty folder.'],
    ['file', 2, 'new: file is not a folder. Pass the name of a new one.'],
    ['', 2, 'new: the name of the folder is empty. Pass the name of a new one.'],
    [
      'none/deep',
      1,
      "new: none/deep cannot be made (ENOENT: no such file or directory, mkdir 'none/deep'). Choose another place, or make the folder above it.",
    ],
  ])('"%s"', (name, status, message) => {
    const before = readdirSync(directory())
    expect(run('new', name)).toEqual({ status, stdout: '', stderr: `${message}\n` })
    expect(readdirSync(directory())).toEqual(before)
    expect(readdirSync(path('full'))).toEqual(['notes.txt'])
    expect(readFileSync(path('full/notes.txt'), 'utf8')).toBe('mine')
    expect(readFileSync(path('file'), 'utf8')).toBe('mine')
  })
})

describe('nothing is left', () => {
  test.each(['new', 'old'])('when npm fails, in a folder that is %s', (name) => {
    if (name === 'old') mkdirSync(path('old'))
    const env = { ...process.env, PATH: '' }
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'new', name], { cwd: directory(), env, encoding: 'utf8' }) // oxfmt-ignore
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `new: ${name} could not be filled (spawn npm ENOENT), and nothing was left there. Remove the cause, then run the command again.\n`,
    })
    expect(existsSync(path('new'))).toBe(false)
    if (name === 'old') expect(readdirSync(path('old'))).toEqual([])
  })
  test('when Ctrl-C stops it', async () => {
    const child = spawn(process.execPath, [bin, 'new', 'stopped'], { cwd: directory(), stdio: ['ignore', 'ignore', 'pipe'] }) // oxfmt-ignore
    let stderr = ''
    child.stderr.on('data', (text) => (stderr += text))
    while (!existsSync(path('stopped/vendor')) && child.exitCode === null) await setTimeout(5)
    child.kill('SIGINT')
    expect(await once(child, 'close')).toEqual([1, null])
    expect(stderr).toBe('new: stopped, and nothing was left in stopped. Run the command again to create the project.\n')
    expect(existsSync(path('stopped'))).toBe(false)
  })
})
