/** Grades the current exercise each time its file is saved, and takes commands in between. */
import { unwatchFile, watchFile } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { columns } from '../output/text.js'
import { note, print } from '../output/streams.js'
import type { Course } from './course.js'
import { PROGRESS } from './progress.js'

/** Files are looked at this often. It works on every file system, and however an editor saves. */
const MILLISECONDS = 250

const KEYS = 'Type next, back, skip, hint, list, reset, solution or quit. Your file is graded each time you save it.'

/** Ends with `quit`, with Ctrl-C, or when the input ends. */
export async function watchCourse(course: Course): Promise<void> {
  let watched: string | undefined
  let work: Promise<void> = Promise.resolve() // one thing at a time, in order
  const inOrder = (what: () => Promise<void>): void => {
    work = work.then(what).catch((error: Error) => note(error.message))
  }
  const grade = async (): Promise<void> => {
    const exercise = course.at()
    print(`\n${(await course.check(exercise)).text}\n`)
  }
  /** Watches the file of the current exercise. Returns whether that is another file than before. */
  const follow = (): boolean => {
    const file = course.file(course.at())
    if (file === watched) return false
    if (watched !== undefined) unwatchFile(watched)
    watched = file
    watchFile(file, { interval: MILLISECONDS }, ({ mtimeMs }, before) => {
      if (mtimeMs !== 0 && mtimeMs !== before.mtimeMs) inOrder(grade)
    })
    return true
  }
  // Another terminal may go to another exercise.
  const progress = join(course.folder, PROGRESS)
  const notice = async (): Promise<void> => {
    if (follow()) print(`\n${course.where()}\n`)
  }
  watchFile(progress, { interval: MILLISECONDS }, () => inOrder(notice))

  const commands: Record<string, (name?: string) => Promise<string> | string> = {
    next: (name) => course.next(name),
    back: () => course.back(),
    skip: () => course.skip(),
    hint: () => course.hint(course.at()),
    reset: () => course.reset(course.at()),
    solution: (option) => course.solution(course.at(), option === '--give-up'),
    list: () => listText(course),
    check: async () => (await course.check(course.at())).text,
  }
  print(`${course.where()}\n\n${KEYS}\n`)
  follow()
  inOrder(grade)
  const input = createInterface({ input: process.stdin })
  input.on('line', (line) => {
    // The messages name whole commands, such as gradus learn hint, because a second terminal needs them.
    const [word = '', argument] = line.trim().replace(/^(npx )?gradus learn\b\s*/, '').split(/\s+/) // oxfmt-ignore
    if (word === 'quit' || word === 'q') return input.close()
    const command = Object.hasOwn(commands, word) ? commands[word] : undefined
    if (command === undefined)
      return void (word !== '' && inOrder(async () => note(`"${word}" is not a command. ${KEYS}`)))
    inOrder(async () => {
      print(`\n${await command(argument)}\n`)
      follow()
    })
  })
  await new Promise<void>((resolve) => input.on('close', resolve))
  process.stdin.destroy() // an open pipe would keep the program alive
  await work
  unwatchFile(progress)
  if (watched !== undefined) unwatchFile(watched)
}

/** The list of exercises for people. */
export const listText = (course: Course): string => {
  const marks = { done: '✓', skipped: '–', open: ' ' }
  const rows = course.list().map((row) => [row.current ? '→' : ' ', marks[row.state], row.name, row.title])
  return columns(rows, 'left')
}
