import { showName } from '@gradus/data'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { print } from '../output/streams.js'
import { createProject } from '../starter/create.js'

export function define(command: Command): void {
  command
    .argument('<folder>', 'The name of a new or an empty folder.')
    .addHelpText(
      'after',
      `
The folder gets package.json, tsconfig.json, first.ts, iris.csv and README.md. The Gradus packages are not published yet,
so the command packs them into the folder vendor, and package.json refers to these files. Installing them needs npm and,
for the packages of others, a network.

Examples:
  gradus new flowers
  cd flowers && npm install && npx tsx first.ts`,
    )
    .action(newCommand)
}

async function newCommand(folder: string): Promise<void> {
  if (folder === '') throw new UsageError('new: the name of the folder is empty. Pass the name of a new one.')
  await createProject(folder)
  const name = showName(folder)
  print(`The project is in ${name}. Run its first script:
  cd ${name}
  npm install
  npx tsx first.ts`)
}
