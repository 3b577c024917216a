/**
 * The exercises of docs/exercises: the stub fails, right answers pass, and each wrong answer gets the message that names its fault.
 * All answers are bundled into one program and graded in this process.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInThisContext } from 'node:vm'
import { describe, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import { typeFaultsOf } from '@gradus/testkit'
import { readExercises } from '../../src/learn/exercise.js'

const folder = fileURLToPath(new URL('../../../../docs/exercises', import.meta.url))
const exercises = readExercises(folder)

interface Graded {
  passed: number
  failure?: { tried: string; expected: string; got: string; fault: string }
}

const solutions = (name: string) => readdirSync(join(folder, 'solutions', name)).sort()

/** What each file of each exercise gets, under its path. */
const graded = await gradeAll()

async function gradeAll(): Promise<Record<string, Graded>> {
  const imports: string[] = [`import { grade } from './check.ts'`]
  const calls: string[] = []
  for (const [i, { name }] of exercises.entries()) {
    imports.push(`import { checks as checks${i} } from './${name}/tests.ts'`)
    const answers = [`${name}/stub.ts`, ...solutions(name).map((file) => `solutions/${name}/${file}`)]
    for (const [j, path] of answers.entries()) {
      imports.push(`import * as answer${i}_${j} from './${path}'`)
      calls.push(`${JSON.stringify(path)}: grade(answer${i}_${j}, checks${i})`)
    }
  }
  const contents = `${imports.join('\n')}\nexport const graded = { ${calls.join(',\n')} }`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'all',
    platform: 'node',
    target: 'node20',
    conditions: ['@gradus/source'],
    keepNames: true,
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  return (runInThisContext(`${outputFiles[0]!.text}\nall`) as { graded: Record<string, Graded> }).graded
}

const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8')

test('there are exercises, and solutions for no others', () => {
  expect(exercises.length).toBeGreaterThan(2)
  expect(readdirSync(join(folder, 'solutions')).sort()).toEqual(exercises.map(({ name }) => name))
  expect(exercises.map(({ name }) => Number(name.slice(0, 2)))).toEqual(exercises.map((_, i) => i + 1))
})

describe.each(exercises)('$name', ({ name, hints }) => {
  const stub = read(name, 'stub.ts')
  const wrong = solutions(name).filter((file) => file.startsWith('wrong-'))

  test('has a short task with its number', () => {
    const task = read(name, 'task.md')
    expect(task).toMatch(new RegExp(`^# ${Number(name.slice(0, 2))}\\. `))
    expect(task.split('\n').length).toBeLessThanOrEqual(41)
  })
  test('has a stub that fails, with one TODO per gap', () => {
    expect(graded[`${name}/stub.ts`]!.failure).toBeDefined()
    const todos = stub.match(/\/\/ TODO: [A-Za-z]/g) ?? []
    expect(todos.length).toBeGreaterThan(0)
    const changes = changesBetween(stub, read('solutions', name, 'reference.ts'))
    // In a broken program the TODO stands at the top, because its place would give the fault away.
    if (stub.includes('TODO: find')) expect(changes.length).toBeLessThanOrEqual(todos.length + 2)
    else
      expect(changes.map((lines) => lines.filter((line) => line.includes('TODO')).length)).toEqual(todos.map(() => 1))
  })
  test('passes the reference and two others', () => {
    const right = solutions(name).filter((file) => !file.startsWith('wrong-'))
    expect(right).toEqual(expect.arrayContaining(['reference.ts', 'other-1.ts', 'other-2.ts']))
    for (const file of right) expect({ file, ...graded[`solutions/${name}/${file}`] }).not.toHaveProperty('failure')
    const texts = right.map((file) => read('solutions', name, file).replace(/\/\*\*.*\*\/|\s/g, ''))
    expect(new Set(texts).size).toBe(right.length)
  })
  test('has three wrong answers at least', () => expect(wrong.length).toBeGreaterThanOrEqual(3))
  test.each(wrong)('names the fault of %s', (file) => {
    const [, fault] = /^\/\/ fault: (.+)$/m.exec(read('solutions', name, file))!
    expect(graded[`solutions/${name}/${file}`]!.failure?.fault).toContain(fault!)
  })
  test('has three hints, whose numbers are those of the checks', () => {
    expect(hints.length).toBe(3)
    const known = numbers(read(name, 'tests.ts') + stub + read(name, 'task.md'))
    expect(numbers(hints.join('\n')).filter((number) => !known.includes(number))).toEqual([])
  })
  test('says nothing of its solution', () => {
    const [given, right] = [stub, read('solutions', name, 'reference.ts')].map((text) =>
      text.split('\n').map((line) => line.trim()),
    )
    const added = right!.filter((line) => line.length > 3 && !given!.includes(line))
    expect(added).not.toEqual([])
    expect(added.filter((line) => read(name, 'task.md').includes(line))).toEqual([])
  })
})

/** The lines of a stub that a solution replaces, one list for each place. */
function changesBetween(stub: string, solution: string): string[][] {
  const [a, b] = [stub.split('\n'), solution.split('\n')]
  // common[i][j]: the most lines that the rest of a from i and the rest of b from j have in common, in order
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
    }
  }
  const changes: string[][] = []
  let [i, j, inChange] = [0, 0, false]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      ;[i, j, inChange] = [i + 1, j + 1, false]
      continue
    }
    if (!inChange) changes.push([])
    inChange = true
    if (j === b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) changes.at(-1)!.push(a[i++]!)
    else j++
  }
  return changes
}

/** The numbers of a text, except for 0 to 3, which are words of every text. */
const numbers = (text: string): string[] =>
  (text.replaceAll('−', '-').match(/(?<![\w.])\d+(\.\d+)?(?![\w])/g) ?? []).filter((number) => !/^[0-3]$/.test(number))

test('a failure hides what the learner should find', () => {
  const found = Object.values(graded).flatMap(({ failure }) => (failure?.tried.startsWith('your answer ') ? [failure.expected] : [])) // oxfmt-ignore
  expect(found.length).toBeGreaterThan(5)
  expect(new Set(found)).toEqual(new Set(['the right answer']))
})

test('the names are those of the field', () => {
  for (const { name } of exercises) {
    for (const file of [`${name}/stub.ts`, `${name}/task.md`]) expect(read(file)).not.toMatch(/\b(foo|bar|baz)\b/i)
  }
})

test('all files pass the type checker, with the settings of a learner', () => {
  // The wrong answers are wrong in what they compute; their types are right too.
  const faults = typeFaultsOf(new Map([['24.ts', withItsLine()]]), {
    extends: join(folder, 'tsconfig.json'),
    compilerOptions: { customConditions: ['@gradus/source'] },
    include: [join(folder, '**/*.ts'), '24.ts'],
  })
  expect(faults).toEqual([])
})

/** The stub of exercise 24 with the two lines that its task gives. */
function withItsLine(): string {
  const task = read('24-find-the-nan', 'task.md')
  const [, line] = /^```ts\n(.*)\n```$/m.exec(task)!
  const [, importLine] = /`(import .*)`/.exec(task)!
  return `${read('24-find-the-nan', 'stub.ts').replace(/^import .*$/m, importLine!)}\n${line!}\n`
}

test('the line of exercise 24 names the operation, and the values that it got', async () => {
  const { outputFiles } = await build({
    stdin: { contents: withItsLine(), resolveDir: folder, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['@gradus/source'],
    keepNames: true,
  })
  expect(() => runInThisContext(outputFiles[0]!.text) as unknown).toThrow(
    'detectAnomaly: div gave NaN from sub = 0, scale = 0.',
  )
})

test('each chapter is a page of the course, with its title', () => {
  for (const { chapter } of exercises) {
    expect(chapter.path).toMatch(/^docs\/course\/(\d\d-)?[a-z-]+\.md$/)
    const page = readFileSync(join(folder, '../..', chapter.path), 'utf8')
    expect(/^# (?:\d+\. )?(.*)$/m.exec(page)![1]).toBe(chapter.title)
  }
  expect(existsSync(folder)).toBe(true)
})
