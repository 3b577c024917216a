import { showName } from '@gradus/engine/errors'
import type { Command } from 'commander'
import { CheckFailed, UsageError } from '../errors.js'
import { columns, quoted } from '../output/text.js'
import { print, printJson } from '../output/streams.js'

const EXERCISES = ['--exercises <folder>', 'A folder with exercises of your own, instead of those of Gradus.'] as const
const NAME = 'The name or the number of an exercise, such as 03-mul, mul or 3 (default: the current one).'

/** What grades and bundles is loaded when a command runs, because help does not need it. */
export function define(command: Command): void {
  command
    .addHelpText(
      'after',
      `
gradus learn init makes a folder with the exercises. In that folder, gradus learn watch shows the current exercise and grades your
answer each time you save it; gradus learn alone does the same. The other commands also work in a second terminal.
gradus learn check --help shows the options of that command, and so on.

Your code runs with your rights, and for at most 1.25 seconds. A teacher who grades a class runs the code of the class.

Examples:
  gradus learn init exercises
  cd exercises && gradus learn watch
  gradus learn hint
  gradus learn check mul
  gradus learn grade class --json`,
    )
    .allowExcessArguments() // they are words that are no command
    .action(async () => {
      const [word] = command.args
      if (word === undefined) return watch()
      const { suggest } = await import('../output/nearest.js')
      const names = command.commands.map((one) => one.name())
      throw new UsageError(`learn: there is no command "${showName(word)}". ${suggest(word, names)}`)
    })

  const add = (name: string, description: string) => command.command(name).description(description)

  add('init', 'Make a folder with the exercises, without their solutions.')
    .argument('<folder>', 'The name of a new or an empty folder.')
    .option(...EXERCISES)
    .action(async (folder: string, { exercises }: { exercises?: string }) => {
      const [{ createFolder }, { shipped }] = await Promise.all([
        import('../learn/init.js'),
        import('../learn/exercise.js'),
      ])
      const count = await createFolder(folder, exercises ?? shipped)
      print(
        `${count} exercises are in ${showName(folder)}. Start with:\n  cd ${quoted(folder)}\n  npx gradus learn watch`,
      )
    })

  add('watch', 'Show the current exercise, and grade your answer each time you save it.').action(watch)

  add('list', 'List the exercises and what is done.')
    .option('--json', 'Print JSON instead of text.')
    .action(async ({ json }: { json?: boolean }) => {
      const course = await here()
      if (json) printJson(course.list())
      else print((await import('../learn/watch.js')).listText(course))
    })

  add('check', 'Grade an answer once. The exit code is 1 if it is not right.')
    .argument('[name]', NAME)
    .option('--trace', 'Show where an error was thrown.')
    .action(async (name: string | undefined, { trace }: { trace?: boolean }) => {
      const course = await here()
      const { passed, text } = await course.check(course.at(name), trace)
      print(text)
      if (!passed) throw new CheckFailed()
    })

  add('hint', 'Show the next hint, and those before it.')
    .argument('[name]', NAME)
    .action(async (name?: string) => {
      const course = await here()
      print(await course.hint(course.at(name)))
    })

  add('next', 'Go to the next exercise, or to the named one.')
    .argument('[name]', 'The name or the number of an exercise.')
    .action(async (name?: string) => print(await (await here()).next(name)))

  add('back', 'Go to the exercise before this one.').action(async () => print(await (await here()).back()))

  add('skip', 'Leave this exercise for later.').action(async () => print(await (await here()).skip()))

  add('reset', 'Start an exercise again. The old answer is kept in a file.')
    .argument('[name]', NAME)
    .action(async (name?: string) => {
      const course = await here()
      print(await course.reset(course.at(name)))
    })

  add('solution', 'Show a solution, after your own answer is right.')
    .argument('[name]', NAME)
    .option('--give-up', 'Show it before.')
    .action(async (name: string | undefined, { giveUp = false }: { giveUp?: boolean }) => {
      const course = await here()
      print(await course.solution(course.at(name), giveUp))
    })

  add('grade', 'Grade the folders of a class.')
    .argument('<folder>', 'A folder that has one folder per learner.')
    .option('--json', 'Print JSON instead of a table.')
    .option(...EXERCISES)
    .action(async (folder: string, { json, exercises }: { json?: boolean; exercises?: string }) => {
      const [{ gradeClass }, { shipped }] = await Promise.all([
        import('../learn/class.js'),
        import('../learn/exercise.js'),
      ])
      const learners = await gradeClass(folder, exercises ?? shipped)
      if (json) return printJson(learners)
      const rows = learners.map(({ name, passed, exercises }) => {
        const failed = exercises.filter(({ status }) => status === 'failed').map((one) => one.name)
        return [showName(name), `${passed} of ${exercises.length}`, failed.join(', ')]
      })
      print(columns([['learner', 'passed', 'not right'], ...rows], 'left'))
    })
}

const watch = async () => (await import('../learn/watch.js')).watchCourse(await here())

const here = async () => (await import('../learn/course.js')).openCourse()
