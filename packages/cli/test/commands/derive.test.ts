import { describe, expect, test } from '@jest/globals'
import { hessian } from '@gradus/engine'
import { parseExpression } from '@gradus/expression'
import { gradus } from '../helpers.js'

const run = (...args: string[]) => gradus(['derive', ...args])

describe('gradus derive', () => {
  test('prints a formula for each variable', () => {
    expect(run('x^2 * y')).toEqual({
      status: 0,
      stderr: '',
      stdout: 'f = x^2 * y\n\n∂f/∂x = 2 * x * y\n∂f/∂y = x^2\n',
    })
    expect(run('f*x').stdout).toBe('g = f*x\n\n∂g/∂f = x\n∂g/∂x = f\n')
    expect(run('-x^3').stdout).toBe('f = -x^3\n\n∂f/∂x = -3 * x^2\n')
  })
  test('--json prints one object', () => {
    expect(run('x^2 * y', '--json').stdout).toBe('{"derivatives":{"x":"2 * x * y","y":"x^2"}}\n')
    expect(run('x^2 * y', '--json', '--hessian').stdout).toBe(
      '{"derivatives":{"x":"2 * x * y","y":"x^2"},"hessian":[["2 * y","2 * x"],["2 * x","0"]]}\n',
    )
    expect(JSON.parse(run('x / y', '--json', '--latex').stdout).derivatives.x).toBe('\\frac{1}{y}')
  })
  test('--hessian prints second derivatives that are right', () => {
    const text = 'exp(x*y) * sin(x) / (1 + y^2)'
    expect(run('x^2 * y', '--hessian').stdout).toContain('\n\n∂²f/∂x² = 2 * y\n∂²f/∂x∂y = 2 * x\n∂²f/∂y∂x = 2 * x\n∂²f/∂y² = 0\n')
    const rows: string[][] = JSON.parse(run(text, '--hessian', '--json').stdout).hessian
    const exact = hessian(parseExpression(text).f, [0.7, -1.2])
    rows.forEach((row, i) =>
      row.forEach((entry, j) => expect(parseExpression(entry).evaluate({ x: 0.7, y: -1.2 })).toBeCloseTo(exact[i]![j]!, 12)),
    )
  }) // oxfmt-ignore
  test('--latex prints an align*', () => {
    expect(run('x_1^2', '--latex', '--hessian').stdout).toBe(
      '\\begin{align*}\n\\frac{\\partial f}{\\partial x_{1}} &= 2 \\cdot x_{1} \\\\\n\\frac{\\partial^{2} f}{\\partial x_{1}^{2}} &= 2\n\\end{align*}\n',
    )
  })
  test('--no-simplify prints what the rules give', () => {
    const { derivatives } = JSON.parse(run('x * x', '--no-simplify', '--json').stdout)
    expect(derivatives.x).toBe('sum(x, x)')
    expect(run('x * x', '--json').stdout).toBe('{"derivatives":{"x":"2 * x"}}\n')
  })
  test('a long formula names the parts that it repeats, except in JSON', () => {
    const text = 'tanh(w*x+b)/(1+exp(-(w*x+b)))*sin(w*x+b)^3/(x+w)'
    expect(run(text).stdout).toMatch(/∂f\/∂w = .*t1.*, where\n {4}t1 = w \* x \+ b\n {4}t2 = /)
    const { derivatives } = JSON.parse(run(text, '--json').stdout)
    expect(derivatives.w).not.toMatch(/t1|\n/)
    const point = { w: 0.3, x: 2, b: -1 }
    const expected = JSON.parse(gradus(['eval', text, 'w=0.3', 'x=2', 'b=-1', '--json']).stdout).gradient
    for (const name of ['w', 'x', 'b']) {
      expect(parseExpression(derivatives[name]).evaluate(point)).toBeCloseTo(expected[name], 12)
    }
  })
})

describe('wrong use exits with 2 and says why', () => {
  test.each([
    [['3 + pi'], 'derive: the expression has no variables. Write one with a variable, such as "x^2".\n'],
    [['sin'], 'derive: the function sin has no arguments. Write sin(…), or choose another name for the variable.\n'],
    [['2x'], 'derive: "x" is not expected here at column 2. Write * for a product, such as 2 * x:\n  2x\n   ^\n'],
    [['sin(x)*cos(x)', '--limit', '5'], 'derive: the formula is longer than 5 characters. Write a shorter expression, or raise --limit.\n'],
    [['x^2', '--jsn'], "error: unknown option '--jsn'\n(Did you mean --json?)\n(--help shows how to use it)\n"],
  ])('%j', (args, stderr) => expect(run(...args)).toEqual({ status: 2, stdout: '', stderr })) // oxfmt-ignore
})
