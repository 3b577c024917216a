/** Makes the folder of a learner: the exercises without their solutions, and what an editor needs to check the types. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { showName } from '@gradus/engine/errors'
import { UsageError } from '../errors.js'
import { ANSWER, type Exercise, readExercises, shipped } from './exercise.js'
import { packInto } from '../starter/vendor.js'
import { writeProgress } from './progress.js'

/**
 * @param source the folder with the exercises
 * @returns the number of exercises
 * @throws UsageError if the folder exists and is not empty, or if the source has no exercises
 */
export async function createFolder(folder: string, source: string): Promise<number> {
  const name = showName(folder)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`learn: ${name} is not empty. Pass the name of a new or an empty folder.`)
  }
  const exercises = readExercises(source)
  mkdirSync(folder, { recursive: true })
  try {
    await fill(folder, source, exercises)
  } catch (error) {
    for (const made of readdirSync(folder)) rmSync(join(folder, made), { recursive: true, force: true })
    const { message } = error as Error
    throw new Error(
      `learn: ${name} could not be filled (${message.split('\n')[0]}), and nothing was left there. Remove the cause, then run the command again.`,
      { cause: error },
    )
  }
  return exercises.length
}

async function fill(folder: string, source: string, exercises: readonly Exercise[]): Promise<void> {
  for (const file of ['check.ts', 'tsconfig.json']) {
    cpSync(existsSync(join(source, file)) ? join(source, file) : join(shipped, file), join(folder, file))
  }
  for (const exercise of exercises) {
    const to = join(folder, exercise.name)
    // Whoever keeps a solution next to the task by mistake does not hand it out.
    const filter = (path: string) => !/^(solutions?|reference|answer|other-\d+|wrong-.*)(\.ts)?$/.test(basename(path))
    cpSync(exercise.folder, to, { recursive: true, filter })
    cpSync(join(to, 'stub.ts'), join(to, ANSWER))
    // The chapters are not copied, so the link becomes text.
    const { chapter } = exercise
    const task = readFileSync(join(to, 'task.md'), 'utf8')
    const plain = task.replace(/^The chapter: .*$/m, `The chapter: ${chapter.title} (${chapter.path})`)
    writeFileSync(join(to, 'task.md'), plain)
  }
  // An editor needs the types of the engine, which is not published yet.
  const vendor = join(folder, 'vendor')
  mkdirSync(vendor)
  const packed = await packInto(vendor, ['@gradus/engine'], new AbortController().signal)
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(packed), null, 2)}\n`)
  writeFileSync(join(folder, 'README.md'), README)
  await writeProgress(folder, { now: exercises[0]!.name, states: new Map() })
}

const manifest = (packed: ReadonlyMap<string, string>): object => ({
  private: true,
  type: 'module',
  scripts: { types: 'tsc' },
  dependencies: Object.fromEntries([...packed].map(([name, file]) => [name, `file:vendor/${file}`])),
  devDependencies: { typescript: '~6.0.3' },
})

const README = `# Exercises

Run \`npx gradus learn watch\` in this folder and keep it running. It names the current exercise, and grades it each time you save.

Each exercise is a folder:

- \`task.md\` says what to do.
- \`${ANSWER}\` is your file. Replace the part that is marked TODO.
- \`hints.md\` has three hints. \`npx gradus learn hint\` shows them one at a time.
- \`tests.ts\` has the checks, and \`stub.ts\` is what your file was at the beginning. Leave both as they are.

While it runs, type \`next\`, \`back\`, \`skip\`, \`list\`, \`hint\`, \`reset\` or \`solution\`. In a second terminal, write \`npx gradus learn\` before them.
\`progress.txt\` holds your progress. \`npm install\` and \`npm run types\` check the types of all files; grading does not need them.
`
