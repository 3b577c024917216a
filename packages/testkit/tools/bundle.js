// Bundles the command line into packages/cli/dist: one file for each command, and files with what several commands share.
// Loading its thousand modules one by one would take longer than most commands. What packages/cli/package.json lists under
// dependencies is not bundled, except for the packages of this project.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesIn, newerThan, sources } from './outdated.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const dist = join(root, 'packages/cli/dist')
/** Packed with the command line for `gradus learn`. */
const exercises = join(root, 'docs/exercises')
const readJson = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'))

/** Written last, so its time is that of the bundle. */
const NOTICES = 'packages/cli/dist/THIRD-PARTY.txt'

/** Returns the name of a file that makes the bundle outdated, or undefined if the bundle is current. */
export function outdatedBy() {
  const own = [join(root, 'packages/cli/package.json'), fileURLToPath(import.meta.url)]
  return newerThan(join(root, NOTICES), [...sources(), ...filesIn(exercises), ...own])
}

async function bundle() {
  const { build } = await import('esbuild')
  const options = {
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@gradus/source'],
    keepNames: true, // checkpoints have the names of classes
    metafile: true,
  }
  // A journal has the hash of this file, so the file must not change when something that it imports changes.
  const trial = { trial: 'packages/cli/src/tune/trial.ts' }
  const alone = await build({ ...options, entryPoints: trial, packages: 'external' })
  const { dependencies } = readJson('packages/cli/package.json')
  const together = await build({
    ...options,
    entryPoints: {
      index: 'packages/cli/src/index.ts',
      // tune starts its thread from the folder dist beside its code, so this file is in ours too.
      worker: 'packages/tune/src/worker.ts',
    },
    splitting: true,
    minifyWhitespace: true, // V8 reads less before it starts
    minifySyntax: true,
    external: Object.keys(dependencies).filter((name) => !name.startsWith('@gradus/')),
    // The CommonJS modules in the bundle load modules of Node with it.
    banner: { js: `import { createRequire as $from } from 'node:module'\nconst require = $from(import.meta.url)` },
  })
  const outputs = { ...alone.metafile.outputs, ...together.metafile.outputs }
  const kept = new Set(Object.keys(outputs).map((name) => join(root, name)))
  for (const file of filesIn(dist)) if (/\.js(\.map)?$/.test(file) && !kept.has(file)) rmSync(file)
  rmSync(join(dist, 'exercises'), { recursive: true, force: true })
  // The other solutions, right and wrong, are for the tests.
  const isShipped = (path) => !/(other|wrong)-[^/\\]*\.ts$/.test(path)
  cpSync(exercises, join(dist, 'exercises'), { recursive: true, filter: isShipped })
  writeFileSync(join(root, NOTICES), notices(outputs))
}

/** The license of each package of others that has code in the bundle. */
function notices(outputs) {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))
  const paths = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path)
  const folders = paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? [])
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = readJson(folder, 'package.json')
    const files = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file))
    if (files.length === 0) {
      throw new Error(
        `bundle: ${name} has no file with its license. List it under dependencies in packages/cli/package.json, so that it is installed instead of bundled.`,
      )
    }
    const licenses = files.map((file) => readFileSync(join(root, folder, file), 'utf8').trim())
    return [`${name} ${version}, ${license}`, ...licenses].join('\n\n')
  })
  return `${['The files of this folder contain code of these packages.', ...texts].join(`\n\n${'─'.repeat(80)}\n\n`)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url) && outdatedBy() !== undefined) await bundle()
