// Installs the public packages from their packed tarballs in an empty folder, imports each in plain Node, resolves their
// types with `nodenext` and `bundler`, and runs publint, @arethetypeswrong/core and a dry run of npm publish on them. Then it creates a project
// with the installed `gradus new`.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { checkStarter } from './starter.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'gradus-packed-'))
const run = (command, args, cwd = folder) => {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    console.error(`${command} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`)
    process.exit(1)
  }
}

/** What is wrong with the types of a package for those who import it as an ES module. Others, which need `require`, cannot have it. */
async function wrongTypes(bytes) {
  const { types, problems } = await checkPackage(createPackageFromTarballData(bytes))
  if (types === false) return ['there are no types']
  return problems.filter(({ resolutionKind }) => !['node10', 'node16-cjs'].includes(resolutionKind))
}

const packages = readdirSync(join(root, 'packages'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => join(root, 'packages', entry.name))
  .map((path) => ({ path, manifest: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) }))
  .filter(({ manifest }) => manifest.private !== true)

// npm takes a second to start, so it packs all of them at once.
const workspaces = packages.flatMap(({ manifest }) => ['-w', manifest.name])
const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder, ...workspaces], root))
const tarballs = packed.map(({ filename }) => join(folder, filename))
for (const [i, tarball] of tarballs.entries()) {
  const bytes = new Uint8Array(readFileSync(tarball))
  const { messages } = await publint({ pack: { tarball: bytes.buffer }, strict: true })
  assert.deepEqual(messages, [], packed[i].name)
  assert.deepEqual(await wrongTypes(bytes), [], packed[i].name)
  console.log(`${packed[i].name}: packed, publint and types clean`)
}
run('npm', ['publish', '--dry-run', '--access', 'public', ...workspaces], root)
console.log(`npm would publish ${workspaces.length / 2} packages`)

writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
run('npm', ['install', '--no-audit', '--no-fund', ...tarballs, '@types/node@20'])

const entries = packages.flatMap(({ manifest }) =>
  Object.keys(manifest.exports)
    .filter((key) => key !== './package.json')
    .map((key) => manifest.name + key.slice(1)),
)
const imports = entries.map((entry, i) => `import * as m${i} from '${entry}'`).join('\n')
const check = entries
  .map((entry, i) => `if (Object.keys(m${i}).length === 0) throw new Error('${entry} is empty')`)
  .join('\n')
const order = entries.indexOf('@gradus/engine')
writeFileSync(
  join(folder, 'main.ts'),
  `${imports}\n${check}\nexport const sum: m${order}.Value = new m${order}.Value(1).add(2)\n`,
)
for (const [module, moduleResolution] of [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
]) {
  const options = ['--strict', '--target', 'es2022', '--module', module, '--moduleResolution', moduleResolution]
  run(process.execPath, [
    join(root, 'node_modules/@typescript/native/bin/tsc'),
    ...options,
    '--types',
    'node',
    'main.ts',
  ])
  run(process.execPath, ['main.js'])
  console.log(`${entries.join(', ')}: types resolve with ${moduleResolution} and the modules import`)
}
writeFileSync(
  join(folder, 'compiled.js'),
  `import { compile } from '@gradus/compile'
for (const backend of ['wasm', 'interpreter']) {
  const f = compile((x, y) => x.mul(y).add(x.square()), ['scalar', 'scalar'], { backend })
  console.log(f.backend, f.value([3, 4]), ...f.gradient([3, 4]))
}`,
)
const compiled = run(process.execPath, ['compiled.js'])
if (compiled !== 'wasm 21 10 3\ninterpreter 21 10 3\n') throw new Error(`compile printed ${compiled}`)
console.log('compile runs on wasm and on the interpreter')
const gradus = join(folder, 'node_modules/.bin/gradus')
const output = run(gradus, ['eval', '(x + y) * z', 'x=-2', 'y=5', 'z=-4', '--json'])
if (output !== '{"value":-12,"gradient":{"x":-4,"y":-4,"z":3}}\n') throw new Error(`gradus printed ${output}`)
console.log('gradus runs')
const elsewhere = mkdtempSync(join(tmpdir(), 'gradus-starter-'))
checkStarter(run, gradus, elsewhere)
console.log('the project of gradus new installs, runs, and its types are right')
for (const made of [folder, elsewhere]) rmSync(made, { recursive: true })
