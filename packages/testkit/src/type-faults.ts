import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const tsc = join(modules, '@typescript/native/bin/tsc')

/**
 * What the TypeScript compiler says of some files: one line for each fault, with paths that start at `folder`. `settings` is what a
 * tsconfig.json has; it is written into `folder`, where there is none yet.
 */
export function typeFaults(folder: string, settings: object): string[] {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings), { flag: 'wx' })
  const args = [tsc, '-p', folder, '--noEmit', '--pretty', 'false']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '')
  if (status !== 0 && lines.length === 0)
    throw new Error(`typeFaults: the compiler ended with ${status}, and said nothing.`)
  return lines
}

/**
 * The same for files that exist only here: texts by their paths. They are ES modules, in a folder with the packages of this project.
 */
export function typeFaultsOf(texts: ReadonlyMap<string, string>, settings: object): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'gradus-types-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  symlinkSync(modules, join(folder, 'node_modules'), 'dir')
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const faults = typeFaults(folder, settings)
  rmSync(folder, { recursive: true })
  return faults
}
