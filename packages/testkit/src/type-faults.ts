import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const tsc = fileURLToPath(new URL('../../../node_modules/@typescript/native/bin/tsc', import.meta.url))

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
