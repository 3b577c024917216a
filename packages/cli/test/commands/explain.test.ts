import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { exercise, explain, explainNaN } from '@gradus/explain'
import { gradus } from '../helpers.js'

const run = (...args: string[]) => gradus(['explain', ...args])
const x = new Value(3, 'x')
const square = x.mul(x).add(x)

describe('gradus explain', () => {
  test('prints the chain rule with numbers, as text, Markdown and LaTeX', () => {
    expect(run('x*x + x', 'x=3')).toEqual({ status: 0, stderr: '', stdout: `${explain(square)}\n` })
    expect(run('x*x + x', 'x=3', '--markdown').stdout).toBe(`${explain(square, { format: 'markdown' })}\n`)
    expect(run('x*x + x', 'x=3', '--latex', '--color', 'leaf', '--digits', '2').stdout).toBe(
      `${explain(square, { format: 'latex', color: 'leaf', digits: 2 })}\n`,
    )
  })
  test('a definition gives its node a name', () => {
    const { stdout } = run('q = x + y; q * z', 'x=-2', 'y=5', 'z=-4')
    expect(stdout).toContain('    ∂f/∂x = ∂f/∂q · ∂q/∂x = −4 · 1 = −4\n')
  })
  test('--limit leaves operations out, and the text says so', () => {
    const long = `${'sin('.repeat(20)}x${')'.repeat(20)}`
    expect(run(long, 'x=1', '--limit', '4').stdout).toContain('16 operations')
  })
  test('--leaf shows only what leads to a variable', () => {
    const { stdout } = run('x*y + sin(z)', 'x=1', 'y=2', 'z=3', '--leaf', 'y')
    expect(stdout).toContain('Result\n  ∂f/∂y = 1\n')
    expect(stdout).not.toContain('cos')
    expect(JSON.parse(run('x*y', 'x=1', 'y=2', '--leaf', 'y', '--json').stdout).gradient).toEqual({ y: 1 })
  })
  test('--json has value, gradient and steps; a variable that does not occur has the gradient 0', () => {
    const { status, stdout, stderr } = run('x*x + x', 'x=3', 'y=2', '--json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { steps, ...rest } = JSON.parse(stdout)
    expect(rest).toEqual({ value: 12, gradient: { x: 7, y: 0 } })
    expect(steps.map(({ node, gradient }: { node: string; gradient: number }) => [node, gradient])).toEqual([['f', 1], ['v1', 1], ['x', 7]]) // oxfmt-ignore
    expect(run('x*x + x', 'x=3', '--json').stdout).toMatch(/^{"value":12,"gradient":{"x":7},"steps":\[{/)
  })
  test('a leading minus belongs to the expression', () => {
    expect(JSON.parse(run('-x^2', 'x=3', '--json').stdout)).toMatchObject({ value: -9, gradient: { x: -6 } })
  })
})

describe('a number that is not finite', () => {
  const text = explainNaN(new Value(1, 'x').sub(2).sqrt())!.text
  test('ends the text with its origin, cause and cure', () => {
    const { status, stdout } = run('sqrt(x - 2)', 'x=1')
    expect(status).toBe(0)
    expect(stdout.endsWith(`\n\n${text}\n`)).toBe(true)
    expect(text).toContain('Cause: sqrt(−1) has no value among the real numbers.')
  })
  test('goes to stderr next to Markdown and LaTeX, which stay documents', () => {
    const { stdout, stderr } = run('sqrt(x - 2)', 'x=1', '--latex')
    expect(stderr).toBe(`${text}\n`)
    expect(stdout.trim().endsWith('\\end{align*}')).toBe(true)
  })
  test('has its own field in the JSON', () => {
    expect(JSON.parse(run('sqrt(x)', 'x=0', '--json').stdout)).toMatchObject({
      value: 0,
      gradient: { x: 'Infinity' },
      nonFinite: { pass: 'backward', node: 'f', result: 'Infinity', operands: [{ name: 'x', value: 0 }] },
    })
  })
  test('gradus eval points to gradus explain', () => {
    const hint = 'A number is not finite. gradus explain with the same arguments tells where it comes from.\n'
    expect(gradus(['eval', 'sqrt(x)', 'x=0']).stderr).toBe(hint)
    expect(gradus(['eval', 'log(x)', 'x=-1', '--json']).stderr).toBe(hint)
    expect(gradus(['eval', 'sqrt(x)', 'x=1']).stderr).toBe('')
  })
})

describe('an exercise', () => {
  test('--blank prints it, with --json the questions too', () => {
    const { text, questions } = exercise(square)
    expect(run('x*x + x', 'x=3', '--blank').stdout).toBe(`${text}\n`)
    const json = JSON.parse(run('x*x + x', 'x=3', '--blank', '--json').stdout)
    expect(json).toEqual(JSON.parse(JSON.stringify({ text, questions })))
  })
  test('--check accepts right answers, with exit code 0; answers may be expressions', () => {
    expect(run('x*y', 'x=1/3', 'y=-4', '--check', '−4,1/3')).toEqual({
      status: 0,
      stderr: '',
      stdout: '[1] ∂f/∂x = -4: right.\n[2] ∂f/∂y = 0.3333333333333333: right.\n\n2 of 2 answers are right.\n',
    })
  })
  test('--check names what is wrong and what is open, with exit code 1', () => {
    const { status, stdout, stderr } = run('(x*y)^2', 'x=3', 'y=-4', '--check', '-24,96,')
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout.split('\n')).toEqual([
      '[1] ∂f/∂v1 = -24: right.',
      '[2] ∂f/∂x = 96: right.',
      '[3] ∂f/∂y: open.',
      '    Multiply the gradient that arrived, ∂f/∂v1, by the slope ∂v1/∂y.',
      '',
      '2 of 3 answers are right.',
      '',
    ])
    expect(run('x*y', 'x=3', 'y=-4', '--check', '3,3').stdout).toContain(
      '[1] ∂f/∂x = 3: wrong.\n    You used the slope of the other operand, y. Take the slope of f in x.\n',
    )
    expect(run('(x*y)^2', 'x=3', 'y=-4', '--check', '-12,48,-36').stdout).toContain(
      '[2] ∂f/∂x = 48: follows from a wrong answer.\n    Right for your answer to [1], which is wrong.\n',
    )
  })
  test('--check --json has the same for programs', () => {
    const { status, stdout } = run('x*y', 'x=3', 'y=-4', '--check', '4', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      right: false,
      verdicts: [
        { number: 1, asks: '∂f/∂x', answer: 4, result: 'wrong', fault: 'sign', message: 'The size is right, but the sign is wrong. Note that ∂f/∂x is negative.' },
        { number: 2, asks: '∂f/∂y', answer: null, result: 'missing', fault: null, message: 'Take the slope of f in y.' },
      ],
    }) // oxfmt-ignore
    expect(JSON.parse(run('x*y', 'x=3', 'y=-4', '--check', '-4,3', '--json').stdout).right).toBe(true)
  })
})

describe('wrong use exits with 2 and says why', () => {
  test.each([
    ['x --latex --markdown', 'explain: --latex and --markdown are two formats. Leave one of them out.\n'],
    ['x --blank --check 1', 'explain: --blank prints the questions, and --check checks the answers. Leave one of them out.\n'],
    ['x --latex --check 1', 'explain: --latex is for a text, and --check prints none. Leave one of them out.\n'],
    ['x --latex --json', 'explain: --latex is for a text, and --json prints all numbers. Leave one of them out.\n'],
    ['x --digits 3 --json', 'explain: --digits is for a text, and --json prints all numbers. Leave one of them out.\n'],
    ['x --color leaf', 'explain: --color is for Markdown and LaTeX. Pass --markdown or --latex too.\n'],
    ['x*weight x=1 weight=2 --leaf wieght', 'explain: --leaf wieght is not a variable. Did you mean weight? Pass one of x, weight.\n'],
    ['x x=1 y=2 --leaf y', 'explain: --leaf y does not occur in the expression, so its gradient is 0. Pass another one.\n'],
    ['x*y x=1 y=2 --check 1,2,3', 'explain: --check has 3 answers, and the exercise has 2 blanks. Pass one answer for each blank; --blank shows them.\n'],
    ['x*y x=1 y=2 --check 1,two', 'explain: answer 2 of --check, "two", is not a number. Write a number, such as -2.5 or pi/2.\n'],
    ['x', 'explain: x has no value at column 1. Give it one, such as x=3:\n  x\n  ^\n'],
    ['x x=1 --latx', "error: unknown option '--latx'\n(Did you mean --latex?)\n(--help shows how to use it)\n"],
    ['x x=1 --digits 18', "error: option '--digits <n>' argument '18' is invalid. Pass a whole number, 1 to 17.\n(--help shows how to use it)\n"],
  ])('%s', (line, stderr) => expect(run(...line.split(' '))).toEqual({ status: 2, stdout: '', stderr })) // oxfmt-ignore
})
