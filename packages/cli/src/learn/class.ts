/** Grades the folders of a class. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../errors.js'
import { ANSWER, type Exercise, readExercises } from './exercise.js'
import { gradeAnswer } from './grade.js'

export interface Learner {
  name: string
  /** How many exercises passed. */
  passed: number
  exercises: {
    name: string
    status: 'passed' | 'failed' | 'unchanged' | 'missing'
    /** The likely fault, if it failed. */
    fault?: string
  }[]
}

/**
 * Grades with the checks of `source`, not with those in the learner's folder, which may have been changed.
 *
 * @param folder has one folder per learner
 */
export async function gradeClass(folder: string, source: string): Promise<Learner[]> {
  const exercises = readExercises(source)
  if (!existsSync(folder))
    throw new UsageError(`learn: there is no folder ${folder}. Pass one that has a folder per learner.`)
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && exercises.some(({ name }) => existsSync(join(folder, entry.name, name))))
    .map(({ name }) => name)
  if (names.length === 0) {
    throw new UsageError(`learn: ${folder} has no folder with exercises. Pass a folder that has a folder per learner.`)
  }
  const learners: Learner[] = []
  for (const name of names.sort()) {
    const graded: Learner['exercises'] = []
    for (const exercise of exercises) graded.push(await gradeOne(exercise, join(folder, name, exercise.name)))
    learners.push({ name, passed: graded.filter(({ status }) => status === 'passed').length, exercises: graded })
  }
  return learners
}

async function gradeOne(exercise: Exercise, folder: string): Promise<Learner['exercises'][number]> {
  const { name } = exercise
  const file = join(folder, ANSWER)
  if (!existsSync(file)) return { name, status: 'missing' }
  if (readFileSync(file, 'utf8') === readFileSync(join(exercise.folder, 'stub.ts'), 'utf8'))
    return { name, status: 'unchanged' }
  const { failure } = await gradeAnswer(exercise, folder)
  return failure === undefined ? { name, status: 'passed' } : { name, status: 'failed', fault: failure.fault }
}
