/** A learner's folder: the exercises in it, and what can be done with them. Each method returns what to tell the learner. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { UsageError } from '../errors.js'
import { ANSWER, type Exercise, findExercise, readExercises, shipped } from './exercise.js'
import { gradeAnswer } from './grade.js'
import { PROGRESS, readProgress, type State, writeProgress } from './progress.js'
import { bar, failureText, paragraphs } from './texts.js'

/** Finds the folder of the exercises: this one, or one above it. */
export function openCourse(from = process.cwd()): Course {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, PROGRESS))) return new Course(folder)
    if (folder === dirname(folder)) break
  }
  throw new UsageError('learn: there are no exercises here. Make a folder with gradus learn init DIR, then run cd DIR.')
}

export class Course {
  readonly exercises: readonly Exercise[]

  constructor(readonly folder: string) {
    this.exercises = readExercises(folder)
    if (this.exercises.length === 0) throw new Error(`learn: ${folder} has no exercises. Make a new folder with gradus learn init DIR.`) // oxfmt-ignore
  }

  /** The exercise of this name, or the current one: the first that is not done, unless the learner has gone elsewhere. */
  at(name?: string): Exercise {
    if (name !== undefined) return findExercise(this.exercises, name)
    const { now } = readProgress(this.folder)
    return this.exercises.find((exercise) => exercise.name === now) ?? this.exercises[0]!
  }

  seen(exercise: Exercise): { state: State; hints: number; gaveUp: boolean } {
    return readProgress(this.folder).states.get(exercise.name) ?? { state: 'open', hints: 0, gaveUp: false }
  }

  private async note(exercise: Exercise, change: object): Promise<void> {
    const progress = readProgress(this.folder)
    progress.states.set(exercise.name, { ...this.seen(exercise), ...change })
    await writeProgress(this.folder, progress)
  }

  private async goTo(exercise: Exercise): Promise<string> {
    await writeProgress(this.folder, { ...readProgress(this.folder), now: exercise.name })
    return this.where()
  }

  /** The file that the learner edits. It begins as a copy of the stub. */
  file(exercise: Exercise): string {
    const file = join(this.folder, exercise.name, ANSWER)
    if (!existsSync(file)) copyFileSync(join(exercise.folder, 'stub.ts'), file)
    return file
  }

  /** How far the learner is, and which files are next. */
  where(): string {
    const exercise = this.at()
    const done = this.exercises.filter((one) => this.seen(one).state === 'done').length
    return paragraphs(
      `${bar(done, this.exercises.length)}  ${done} of ${this.exercises.length} exercises done`,
      `${exercise.name}: ${exercise.title}
  Read  ${this.shown(join(exercise.folder, 'task.md'))}
  Edit  ${this.shown(this.file(exercise))}`,
    )
  }

  private shown(path: string): string {
    return relative(process.cwd(), path) || path
  }

  /** Grades an answer, and notes a success. */
  async check(exercise: Exercise, trace = false): Promise<{ passed: boolean; text: string }> {
    const result = await gradeAnswer(exercise, dirname(this.file(exercise)))
    if (result.failure !== undefined) {
      const unchanged =
        readFileSync(this.file(exercise), 'utf8') === readFileSync(join(exercise.folder, 'stub.ts'), 'utf8')
      return {
        passed: false,
        text: failureText(exercise, result, { trace, unchanged, current: exercise === this.at() }),
      }
    }
    await this.note(exercise, { state: 'done' })
    const printed = result.printed.length === 0 ? [] : [`Your program printed:\n${result.printed.join('\n')}`]
    const left = this.exercises.some((one) => this.seen(one).state !== 'done')
    const ours = this.solutionOf(exercise) === undefined ? '' : ', and gradus learn solution shows our answer'
    const more = left
      ? `gradus learn next goes to the next exercise${ours}.`
      : 'All exercises are done. Congratulations!'
    return {
      passed: true,
      text: paragraphs(...printed, `✓ ${exercise.name} is done: all ${result.of} checks passed.`, more),
    }
  }

  async next(name?: string): Promise<string> {
    if (name !== undefined) return this.goTo(this.at(name))
    const exercise = this.at()
    if (this.seen(exercise).state === 'open') {
      throw new UsageError(
        `learn: ${exercise.name} is not done. Solve it, or leave it for later with gradus learn skip.`,
      )
    }
    return this.move(1)
  }

  back(): Promise<string> {
    return this.move(-1)
  }

  async skip(): Promise<string> {
    const exercise = this.at()
    if (this.seen(exercise).state !== 'done') await this.note(exercise, { state: 'skipped' })
    return this.move(1)
  }

  private async move(step: number): Promise<string> {
    const to = this.exercises[this.exercises.indexOf(this.at()) + step]
    if (to !== undefined) return this.goTo(to)
    if (step < 0) return `${this.at().name} is the first exercise.`
    const open = this.exercises.filter((one) => this.seen(one).state !== 'done')
    const rest = open.length === 0 ? 'All exercises are done.' : `Not done: ${open.map(({ name }) => name).join(', ')}. Go to one with gradus learn next NAME.` // oxfmt-ignore
    return `${this.at().name} is the last exercise. ${rest}`
  }

  /** Shows the hints that were read before and one more. */
  async hint(exercise: Exercise): Promise<string> {
    const hints = Math.min(this.seen(exercise).hints + 1, exercise.hints.length)
    await this.note(exercise, { hints })
    const texts = exercise.hints.slice(0, hints).map((text, i) => `Hint ${i + 1} of ${exercise.hints.length}\n${text}`)
    return paragraphs(...texts)
  }

  /** Copies the stub over the answer, and keeps the old answer in a file next to it. */
  async reset(exercise: Exercise): Promise<string> {
    const file = this.file(exercise)
    const kept = file.replace(/\.ts$/, '.old.ts')
    copyFileSync(file, kept)
    copyFileSync(join(exercise.folder, 'stub.ts'), file)
    await this.note(exercise, { state: 'open' })
    return `${exercise.name} starts again. Your old answer is in ${this.shown(kept)}.`
  }

  /** The file with the solution. Exercises of a teacher can have the names of ours, so our solution counts only for our checks. */
  private solutionOf({ name, folder }: Exercise): string | undefined {
    const checks = (of: string) => (existsSync(of) ? readFileSync(of, 'utf8') : undefined)
    const isOurs = checks(join(folder, 'tests.ts')) === checks(join(shipped, name, 'tests.ts'))
    const folders = isOurs ? [this.folder, shipped] : [this.folder]
    return folders.map((one) => join(one, 'solutions', name, 'reference.ts')).find(existsSync)
  }

  async solution(exercise: Exercise, giveUp: boolean): Promise<string> {
    const { state, gaveUp } = this.seen(exercise)
    if (state !== 'done' && !gaveUp && !giveUp) {
      throw new UsageError(
        `learn: ${exercise.name} is not done. Read a hint with gradus learn hint, or pass --give-up to see the solution.`,
      )
    }
    const path = this.solutionOf(exercise)
    if (path === undefined) throw new Error(`learn: ${exercise.name} has no solution. Ask the author of the exercise.`)
    if (giveUp && state !== 'done') await this.note(exercise, { gaveUp: true })
    return readFileSync(path, 'utf8')
  }

  /** One row per exercise. */
  list(): { name: string; title: string; chapter: string; state: State; current: boolean; hints: number }[] {
    const current = this.at()
    return this.exercises.map((exercise) => {
      const { state, hints } = this.seen(exercise)
      const { name, title, chapter } = exercise
      return { name, title, chapter: chapter.title, state, current: exercise === current, hints }
    })
  }
}
