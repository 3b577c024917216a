/** The exercises of a folder. Each is a folder NN-name with task.md, stub.ts, tests.ts and hints.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { showName } from '@gradus/engine/errors'
import { UsageError } from '../errors.js'
import { suggest } from '../output/nearest.js'
import { folder as packageFolder } from '../package-folder.js'

export interface Exercise {
  /** The name of the folder, such as 03-mul. */
  name: string
  folder: string
  /** The heading of task.md, without its number. */
  title: string
  /** The chapter that task.md links to, with its path from the top of the project. */
  chapter: { title: string; path: string }
  /** The hints, from vague to plain. */
  hints: string[]
}

/** The exercises that come with the command line. The build copies them there. */
export const shipped = fileURLToPath(new URL('dist/exercises/', packageFolder))

/** The file that a learner edits. */
export const ANSWER = 'answer.ts'

const FILES = ['task.md', 'stub.ts', 'tests.ts', 'hints.md']

/**
 * @throws UsageError if the folder is not there or has no exercises, Error if one lacks a file, or if its task has no heading or no chapter
 */
export function readExercises(folder: string): Exercise[] {
  const exercises = existsSync(folder) ? listExercises(folder) : []
  if (exercises.length > 0) return exercises
  throw new UsageError(`learn: ${showName(folder)} has no exercises. Pass a folder with folders such as 01-name.`)
}

function listExercises(folder: string): Exercise[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map(({ name }) => name)
  return names.sort().map((name) => readExercise(join(folder, name), name))
}

function readExercise(folder: string, name: string): Exercise {
  const missing = FILES.find((file) => !existsSync(join(folder, file)))
  if (missing !== undefined) {
    throw new Error(
      `learn: the exercise ${name} has no file ${missing}. Add it; an exercise needs ${FILES.join(', ')}.`,
    )
  }
  const task = readFileSync(join(folder, 'task.md'), 'utf8')
  const title = /^# (?:\d+\. )?(.+)$/m.exec(task)?.[1]
  const [, chapter, path] = /^The chapter: \[?(.+?)\]? ?\((?:\.\.\/)*(.+?)\)/m.exec(task) ?? []
  if (title === undefined || chapter === undefined || path === undefined) {
    throw new Error(
      `learn: ${name}/task.md has no heading or no chapter. Begin it with "# Title", and add a line "The chapter: [Title](path)."`,
    )
  }
  const hints = readFileSync(join(folder, 'hints.md'), 'utf8').split(/^## .*$/m)
  return {
    ...{ name, folder, title },
    chapter: { title: chapter, path: path.replace(/^(docs\/)?/, 'docs/') },
    hints: hints.slice(1).map((hint) => hint.trim()),
  }
}

/** Finds an exercise by its name, or by a part of it: 03-mul, mul, 03 or 3. */
export function findExercise(exercises: readonly Exercise[], word: string): Exercise {
  const number = /^\d$/.test(word) ? `0${word}` : word
  const found = exercises.filter(({ name }) => name === word || name.slice(0, 2) === number || name.slice(3) === word)
  if (found.length === 1) return found[0]!
  const names = exercises.map(({ name }) => name)
  throw new UsageError(`learn: there is no exercise "${word}". ${suggest(word, names)}`)
}
