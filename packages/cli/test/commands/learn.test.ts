import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { bin, gradus, gradusAlone, workshop } from '../helpers.js'

const { path, directory } = workshop()
const exercises = fileURLToPath(new URL('../../../../docs/exercises', import.meta.url))
const solution = (name: string, file: string) => join(exercises, 'solutions', name, file)

let made: ReturnType<typeof gradus>
beforeAll(() => {
  made = gradus(['learn', 'init', 'made'], directory())
})

/** Each test starts with a new folder. */
const learner = () => path('learner')
beforeEach(() => cpSync(path('made'), learner(), { recursive: true, force: true }))

const learn = (...args: string[]) => gradus(['learn', ...args], learner())
const answer = (name: string, file: string) => copyFileSync(solution(name, file), join(learner(), name, 'answer.ts'))
const write = (name: string, text: string) => writeFileSync(join(learner(), name, 'answer.ts'), text)
const progress = () => readFileSync(join(learner(), 'progress.txt'), 'utf8').replace(/^#.*\n/gm, '')
const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile())

/**
 * The lines of the solutions of an exercise that stand in its copied files, or in those that belong to no exercise. What the stub
 * gives tells nothing, nor does a short line such as a brace. The last hint may show a line. Another exercise may give what this one asks for.
 */
function leaks(name: string, copied: { file: string; text: string }[]): string[] {
  const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').map((line) => line.trim()) // oxfmt-ignore
  const given = linesOf(join(exercises, name, 'stub.ts'))
  const lines = readdirSync(join(exercises, 'solutions', name)).flatMap((file) => linesOf(solution(name, file)))
  const telling = [...new Set(lines)].filter((line) => line.length >= 20 && !given.includes(line))
  const near = copied.filter(
    ({ file }) => (file.startsWith(`${name}/`) || !/^\d\d-/.test(file)) && !file.endsWith('/hints.md'),
  )
  return telling.flatMap((line) => near.flatMap(({ file, text }) => (text.includes(line) ? [`${file}: ${line}`] : [])))
}

describe('gradus learn init', () => {
  test('copies the exercises, without a word of their solutions', () => {
    const names = readdirSync(exercises).filter((name) => /^\d/.test(name))
    expect(made).toEqual({
      status: 0,
      stdout: `${names.length} exercises are in made. Start with:\n  cd made\n  npx gradus learn watch\n`,
      stderr: '',
    })
    expect(readdirSync(path('made')).filter((name) => /^\d/.test(name))).toEqual(names)
    const copied = files(path('made')).map((file) => ({ file, text: readFileSync(path(`made/${file}`), 'utf8') }))
    expect(copied.filter(({ text }) => text.includes('// fault:'))).toEqual([])
    expect(names.flatMap((name) => leaks(name, copied))).toEqual([])
    // A single line of one solution would be found, in the task or at the top.
    const line = 'return (f(x + h) - f(x - h)) / (2 * h)'
    for (const file of ['README.md', '01-nudge/task.md']) {
      expect(leaks('01-nudge', [{ file, text: `Write this: ${line}` }])).not.toEqual([])
    }
  })
  test('makes a task whose chapter is named, not linked, and an answer that is the stub', () => {
    const read = (file: string) => readFileSync(path(`made/02-add/${file}`), 'utf8')
    expect(read('task.md')).toMatch(
      /\nThe chapter: The chain rule on edges \(docs\/course\/02-the-chain-rule-on-edges.md\)\n$/,
    )
    expect(read('answer.ts')).toBe(read('stub.ts'))
  })
  test('has what an editor needs: the settings, and the engine as a file', () => {
    const { dependencies } = JSON.parse(readFileSync(path('made/package.json'), 'utf8'))
    expect(dependencies).toEqual({ '@gradus/engine': expect.stringMatching(/^file:vendor\/gradus-engine-.*\.tgz$/) })
    expect(readdirSync(path('made/vendor')).map((file) => `file:vendor/${file}`)).toEqual(Object.values(dependencies))
    expect(readdirSync(path('made'))).toContain('tsconfig.json')
  })
  describe('with exercises of your own', () => {
    let mine: ReturnType<typeof gradus>
    beforeAll(() => {
      cpSync(join(exercises, '03-mul'), path('own/01-product'), { recursive: true })
      copyFileSync(solution('03-mul', 'reference.ts'), path('own/01-product/reference.ts'))
      cpSync(join(exercises, '03-mul'), path('own/02-add'), { recursive: true })
      mine = gradus(['learn', 'init', 'mine', '--exercises', 'own'], directory())
    })
    test('takes them', () => {
      expect(mine.stdout).toContain('2 exercises are in mine.')
      expect(readdirSync(path('mine/01-product')).sort()).toEqual([
        'answer.ts',
        'hints.md',
        'stub.ts',
        'task.md',
        'tests.ts',
      ])
      copyFileSync(solution('03-mul', 'other-1.ts'), path('mine/01-product/answer.ts'))
      expect(gradus(['learn', 'check'], path('mine')).status).toBe(0)
    })
    test('does not show our solution for one that has the name of ours', () => {
      copyFileSync(solution('03-mul', 'reference.ts'), path('mine/02-add/answer.ts'))
      expect(gradus(['learn', 'check', '02-add'], path('mine')).stdout).toMatch(/ is done: /)
      expect(gradus(['learn', 'solution', '02-add'], path('mine'))).toEqual({
        status: 1,
        stdout: '',
        stderr: 'learn: 02-add has no solution. Ask the author of the exercise.\n',
      })
    })
  })
  test.each([
    [['init', 'made'], 'learn: made is not empty. Pass the name of a new or an empty folder.'],
    [
      ['init', 'new', '--exercises', 'none'],
      'learn: none has no exercises. Pass a folder with folders such as 01-name.',
    ],
    [
      ['grade', 'made', '--exercises', 'none'],
      'learn: none has no exercises. Pass a folder with folders such as 01-name.',
    ],
    [['list'], 'learn: there are no exercises here. Make a folder with gradus learn init DIR, then run cd DIR.'],
  ])('%j is refused here', (args, message) => {
    expect(gradus(['learn', ...args], directory())).toEqual({ status: 2, stdout: '', stderr: `${message}\n` })
  })
})

describe('gradus learn check', () => {
  test('says what was tried, expected, got, the likely fault, and the chapter, in this order', () => {
    answer('03-mul', 'wrong-sum.ts')
    expect(learn('check', 'mul')).toEqual({
      status: 1,
      stdout: `✗ 03-mul is not done yet. 1 of 4 checks passed before this one:

  Tried     c = a · b for a = 3, b = 4; c.grad = 2; c.backwardStep()
  Expected  { a: 8, b: 6 }
  Got       { a: 2, b: 2 }
  Likely    That is the rule of a sum: your mul passes on the same gradient twice.
  Chapter   The chain rule on edges (docs/course/02-the-chain-rule-on-edges.md)

gradus learn hint 03-mul shows a hint.
`,
      stderr: '',
    })
    expect(progress()).toBe('01-nudge now\n')
  })
  test('tells an untouched file from a wrong one', () => {
    expect(learn('check').stdout).toContain(
      'answer.ts is as it was. Read task.md, then write the part that is marked TODO.',
    )
  })
  test('notes a success', () => {
    answer('01-nudge', 'other-1.ts')
    const { status, stdout } = learn('check')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^✓ 01-nudge is done: all 3 checks passed\.\n/)
    expect(progress()).toBe('01-nudge now\n01-nudge done\n')
  })
  test('ends a loop without end', () => {
    write('01-nudge', 'export function slope() { for (;;) {} }')
    const { status, stdout } = learn('check')
    expect(status).toBe(1)
    expect(stdout).toContain(`
  Tried     slope(f, 3, 0.001) for f(x) = x²
  Expected  a result
  Got       no result within 1.25 seconds
  Likely    A loop in your code never ends: its condition must become false at some point.
`)
  })
  test('says where a file cannot be read', () => {
    write('01-nudge', 'export function slope() {\n  return (1\n}\n')
    const { stdout } = learn('check')
    expect(stdout).toContain('\n  Tried     reading answer.ts\n')
    expect(stdout).toMatch(/\n {2}Got {7}Expected "\)" but found "}" \(line 3, }\)\n/)
  })
  test.each([
    ['α * 2', 'Nothing has the name α here.'],
    ['undefined as never', 'Your function returns nothing: a return is missing.'],
    ['{ theta: [1], velocity: [2] }', 'The result has 2 numbers, and 4 are expected.'],
    ['{ theta: NaN, velocity: [1, 2] + "" }', "The result has the text '1,2' where a number belongs."],
    ['{ theta: [1, 2], velocity: [1, 2].map(() => {}) }', 'A part of the result is undefined. Is a return missing'],
  ])('explains a result that has nothing to do with the task: %s', (result, fault) => {
    write('18-momentum', `export const momentumStep = () => (${result})`)
    expect(learn('check', '18').stdout).toContain(`\n  Likely    ${fault}`)
  })
  test('explains right numbers under wrong names', () => {
    write('21-early-stopping', 'export const earlyStopping = () => ({ best: 7, stop: 4 })')
    expect(learn('check', '21').stdout).toContain(
      '\n  Likely    The numbers are right, and they stand under wrong names.',
    )
  })
  test('explains one number in place of a list, and a sign that programs do not know', () => {
    write('12-delta-of-the-output', 'export const deltaCrossEntropy = (a: any, y: any) => a - y')
    expect(learn('check', '12').stdout).toContain('\n  Likely    The result is one number, and a list is expected.')
    write('12-delta-of-the-output', 'export const deltaCrossEntropy = (a: any, y: any) => a − y')
    expect(learn('check', '12').stdout).toContain('\n  Likely    Programs write - for the sign −.\n')
    write('12-delta-of-the-output', 'export const δ = y')
    expect(learn('check', '12').stdout).toContain('\n  Likely    Nothing has the name y here.')
  })
  test('shows the line of an error, and the stack only when asked', () => {
    write('01-nudge', 'export function slope(): number {\n  const xs: number[][] = []\n  return xs[3]![0]!\n}\n')
    const { stdout } = learn('check')
    expect(stdout).toMatch(/Got {7}an error: .* \(answer\.ts, line 3\)\n/)
    expect(stdout).not.toMatch(/^ +at /m)
    expect(learn('check', '--trace').stdout).toMatch(/\n +at slope \(answer\.ts, line 3\)\n/)
  })
  test('reports code that fails, or ends the program, before any check', () => {
    write('01-nudge', 'throw new Error("early")')
    expect(learn('check').stdout).toMatch(/Tried {5}starting the program\n.*\n {2}Got {7}an error: early/)
    write('01-nudge', 'process.exit(0)')
    expect(learn('check').stdout).toContain('Your code ends the program. Leave out process.exit.')
  })
  test('shows what the program prints', () => {
    write('01-nudge', 'export function slope(f: unknown, x: number) { console.log("x is", x); return 0 }')
    expect(learn('check').stdout).toMatch(/^Your program printed:\nx is 3\n\n✗/)
  })
  test('grades an answer that imports the engine, before anything is installed', () => {
    answer('22-custom-op', 'other-2.ts')
    expect(learn('check', '22').status).toBe(0)
  })
  test('refuses an unknown name', () => {
    expect(learn('check', 'mull').stderr).toMatch(/^learn: there is no exercise "mull"\. .*Pass one of 01-nudge, /)
  })
})

describe('the way through the exercises', () => {
  const current = () => (JSON.parse(learn('list', '--json').stdout) as { name: string; current: boolean }[]).find((row) => row.current)!.name // oxfmt-ignore
  test('next waits for a success; skip, back and next NAME do not', () => {
    expect(learn('next')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'learn: 01-nudge is not done. Solve it, or leave it for later with gradus learn skip.\n',
    })
    expect(learn('skip').stdout).toContain('02-add: The backward step of a sum')
    expect(current()).toBe('02-add')
    expect(learn('back').stdout).toContain('01-nudge: ')
    expect(learn('back').stdout).toBe('01-nudge is the first exercise.\n')
    expect(learn('next', 'tanh').stdout).toContain('\n06-tanh: ')
    expect(progress()).toBe('06-tanh now\n01-nudge skipped\n')
  })
  test('list shows what is done, for people and as JSON', () => {
    answer('01-nudge', 'reference.ts')
    learn('check')
    expect(learn('list').stdout).toMatch(
      /^→ {2}✓ {2}01-nudge +The slope by nudging\n {6}02-add +The backward step of a sum\n/,
    )
    expect(JSON.parse(learn('list', '--json').stdout)[0]).toEqual({
      name: '01-nudge',
      title: 'The slope by nudging',
      chapter: 'Derivatives for programmers',
      state: 'done',
      current: true,
      hints: 0,
    })
  })
  test('hints come one at a time, and stay readable after a success', () => {
    const shown = () => learn('hint').stdout.match(/^Hint \d of 3$/gm)
    expect(shown()).toEqual(['Hint 1 of 3'])
    expect(shown()).toEqual(['Hint 1 of 3', 'Hint 2 of 3'])
    answer('01-nudge', 'reference.ts')
    learn('check')
    expect(shown()).toHaveLength(3)
    expect(shown()).toHaveLength(3)
    expect(progress()).toBe('01-nudge now\n01-nudge done 3 hints\n')
  })
  test('the solution is shown after a success, or when the learner gives up', () => {
    expect(learn('solution')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'learn: 01-nudge is not done. Read a hint with gradus learn hint, or pass --give-up to see the solution.\n',
    })
    const reference = readFileSync(solution('01-nudge', 'reference.ts'), 'utf8')
    expect(learn('solution', '--give-up')).toEqual({ status: 0, stdout: reference, stderr: '' })
    expect(progress()).toBe('01-nudge now\n01-nudge open gave up\n')
    expect(learn('solution').stdout).toBe(reference)
  })
  test('reset brings the stub back, and keeps the old answer', () => {
    answer('01-nudge', 'reference.ts')
    learn('check')
    expect(learn('reset').stdout).toBe('01-nudge starts again. Your old answer is in 01-nudge/answer.old.ts.\n')
    const read = (file: string) => readFileSync(join(learner(), '01-nudge', file), 'utf8')
    expect(read('answer.ts')).toBe(read('stub.ts'))
    expect(read('answer.old.ts')).toBe(readFileSync(solution('01-nudge', 'reference.ts'), 'utf8'))
    expect(progress()).toBe('01-nudge now\n01-nudge open\n')
  })
  test('a damaged file of progress is refused, with the line', () => {
    writeFileSync(join(learner(), 'progress.txt'), '01-nudge now\n02-add perhaps\n')
    expect(learn('list')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'learn: line 2 of progress.txt cannot be read: "02-add perhaps". Correct it, or delete the file to start again.\n',
    })
  })
})

let onTestEnd = () => false
afterEach(() => void onTestEnd())

test('gradus learn watch grades at each save, waits after a success, and takes commands', async () => {
  const child = spawn(process.execPath, [bin, 'learn', 'watch'], { cwd: learner() })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  const says = async (text: string) => {
    const end = Date.now() + 20_000
    while (!output.includes(text) && child.exitCode === null && Date.now() < end) await setTimeout(20)
    expect(output).toContain(text)
  }
  onTestEnd = () => child.kill()
  await says('answer.ts is as it was.')
  expect(output).toMatch(
    /^░+ {2}0 of \d+ exercises done\n\n01-nudge: The slope by nudging\n {2}Read {2}01-nudge\/task\.md\n/,
  )
  answer('01-nudge', 'wrong-sign.ts')
  await says('The sign is wrong')
  answer('01-nudge', 'reference.ts')
  await says('✓ 01-nudge is done')
  expect(output).not.toContain('02-add')
  child.stdin.write('next\n')
  await says('02-add: The backward step of a sum')
  answer('02-add', 'wrong-local.ts')
  await says('sends on the local derivative 1 alone')
  child.stdin.write('npx gradus learn hint\n')
  await says('Hint 1 of 3')
  child.stdin.write('jump\n')
  await says('"jump" is not a command.')
  // Another terminal goes to another exercise.
  learn('next', 'mul')
  await says('03-mul: The backward step of a product')
  await setTimeout(300) // the first look at the file
  answer('03-mul', 'wrong-sum.ts')
  await says('your mul passes on the same gradient twice')
  child.stdin.write('quit\n')
  expect(await once(child, 'close')).toEqual([0, null])
})

test('without a command, gradus learn watches; another word is refused', () => {
  // The input has ended, so watching ends after the first grade.
  const watched = gradusAlone(['learn'], learner())
  expect(watched).toEqual(gradusAlone(['learn', 'watch'], learner()))
  expect(watched.stdout).toContain('answer.ts is as it was.')
  expect(learn('wach')).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'learn: there is no command "wach". Did you mean watch? Pass one of init, watch, list, check, hint, next, back, skip, reset, solution, grade.\n',
  })
})

describe('gradus learn grade', () => {
  beforeAll(() => {
    for (const name of ['ada', 'blaise']) cpSync(path('made'), path(`class/${name}`), { recursive: true })
    mkdirSync(path('class/notes'))
    copyFileSync(solution('01-nudge', 'other-2.ts'), path('class/ada/01-nudge/answer.ts'))
    copyFileSync(solution('02-add', 'wrong-half.ts'), path('class/ada/02-add/answer.ts'))
    // The checks of the teacher count, not those in the folder.
    writeFileSync(path('class/ada/02-add/tests.ts'), 'export const checks = []')
    cpSync(path('made/01-nudge/task.md'), path('class/carl/01-nudge/task.md'))
  })
  test('prints JSON', () => {
    const { status, stdout } = gradus(['learn', 'grade', 'class', '--json'], directory())
    expect(status).toBe(0)
    const class_ = JSON.parse(stdout) as { name: string; passed: number; exercises: object[] }[]
    expect(class_.map(({ name, passed }) => [name, passed])).toEqual([['ada', 1], ['blaise', 0], ['carl', 0]]) // oxfmt-ignore
    expect(class_[0]!.exercises.slice(0, 3)).toEqual([
      { name: '01-nudge', status: 'passed' },
      {
        name: '02-add',
        status: 'failed',
        fault: 'Your add divides the gradient between a and b. Each of them receives all of it.',
      },
      { name: '03-mul', status: 'unchanged' },
    ])
    expect(class_[2]!.exercises[0]).toEqual({ name: '01-nudge', status: 'missing' })
  })
  test('grades exercises of your own, and only these', () => {
    cpSync(join(exercises, '03-mul'), path('teacher/01-product'), { recursive: true })
    for (const [name, file] of [['right', 'other-1.ts'], ['wrong', 'wrong-itself.ts']] as const) {
      cpSync(join(exercises, '03-mul'), path(`course/${name}/01-product`), { recursive: true })
      copyFileSync(solution('03-mul', file), path(`course/${name}/01-product/answer.ts`))
    } // oxfmt-ignore
    const { status, stdout } = gradus(['learn', 'grade', 'course', '--exercises', 'teacher', '--json'], directory())
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual([
      { name: 'right', passed: 1, exercises: [{ name: '01-product', status: 'passed' }] },
      {
        name: 'wrong',
        passed: 0,
        exercises: [
          {
            name: '01-product',
            status: 'failed',
            fault: expect.stringContaining('You multiply by the number itself.'),
          },
        ],
      },
    ])
  })
  test('prints a table', () => {
    expect(gradus(['learn', 'grade', 'class'], directory()).stdout).toMatch(
      /^learner +passed +not right\nada +1 of \d+ +02-add\nblaise +0 of \d+\n/,
    )
  })
  test.each([
    ['none', 'learn: there is no folder none. Pass one that has a folder per learner.'],
    ['made', 'learn: made has no folder with exercises. Pass a folder that has a folder per learner.'],
  ])('refuses %s', (folder, message) => {
    expect(gradus(['learn', 'grade', folder], directory())).toEqual({ status: 2, stdout: '', stderr: `${message}\n` })
  })
})
