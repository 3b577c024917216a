import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { bin, gradus, workshop } from '../helpers.js'

describe('gradus eval', () => {
  const { path, directory } = workshop()

  test('prints value and gradient', () => {
    const { status, stdout, stderr } = gradus(['eval', '(x + y) * z', 'x=-2', 'y=5', 'z=-4'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.split('\n')).toEqual([
      '(x + y) * z = -12',
      '',
      'variable  value  gradient',
      'x            -2        -4',
      'y             5        -4',
      'z            -4         3',
      '',
    ])
  })
  test('understands what people paste, in values too', () => {
    expect(gradus(['eval', 'a·b − a² ÷ 2 + (a > 0)', 'a=−1.2', 'b=2**3', '--json']).stdout).toBe(
      '{"value":-10.32,"gradient":{"a":9.2,"b":-1.2}}\n',
    )
  })
  test('points at the column of what it cannot read', () => {
    expect(gradus(['eval', '2 * x # 3', 'x=1']).stderr).toBe(
      'eval: "#" does not belong in an expression at column 7. Use numbers, names, + - * / ^, < <= > >= ==, √, |x|, parentheses and functions:\n  2 * x # 3\n        ^\n',
    )
  })
  test('--json prints one object and nothing else; the Hessian has the order of the variables as given', () => {
    expect(gradus(['eval', '(x + y) * z', 'x=-2', 'y=5', 'z=-4', '--json']).stdout).toBe(
      '{"value":-12,"gradient":{"x":-4,"y":-4,"z":3}}\n',
    )
    expect(JSON.parse(gradus(['eval', 'x^2 * y', 'y=4', 'x=3', '--json', '--hessian']).stdout)).toEqual({
      value: 36,
      gradient: { y: 9, x: 24 },
      hessian: [
        [0, 6],
        [6, 8],
      ],
    })
  })
  test('numbers that JSON lacks are strings', () => {
    expect(gradus(['eval', 'log(x) + 0/0', 'x=0', '--json']).stdout).toBe(
      '{"value":"NaN","gradient":{"x":"Infinity"}}\n',
    )
  })
  test('a leading minus belongs to the expression; values may be expressions', () => {
    expect(gradus(['eval', '-x^2', 'x=pi/2', '--json']).stdout).toBe(
      `{"value":${-((Math.PI / 2) ** 2)},"gradient":{"x":${-Math.PI}}}\n`,
    )
  })
  test('a variable that does not occur has gradient 0', () => {
    expect(gradus(['eval', 'x', 'x=1', 'y=2', '--json', '--hessian']).stdout).toBe(
      '{"value":1,"gradient":{"x":1,"y":0},"hessian":[[0,0],[0,0]]}\n',
    )
  })
  test('--dot and --svg write files, and - is stdout with nothing beside it', () => {
    const both = ['--dot', path('sub/graph.dot'), '--svg', path('graph.svg')]
    const { status, stdout } = gradus(['eval', 'x * x', 'x=3', ...both])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^x \* x = 9\n.*\n\nThe graph is in .*graph\.svg\.\nThe graph is in .*graph\.dot\.\n$/s)
    const dot = readFileSync(path('sub/graph.dot'), 'utf8')
    expect(dot.startsWith('digraph')).toBe(true)
    expect(readFileSync(path('graph.svg'), 'utf8')).toContain('</svg>')
    expect(gradus(['eval', 'x * x', 'x=3', '--dot', '-']).stdout).toBe(dot.endsWith('\n') ? dot : `${dot}\n`)
  })
  test.each([
    [['eval', 'x'], 'eval: x has no value at column 1. Give it one, such as x=3:\n  x\n  ^\n'],
    [['eval', 'x', 'x'], 'eval: "x" is not a variable. Write NAME=VALUE, such as x=3.\n'],
    [['eval', 'x', '2x=1'], 'eval: "2x=1" is not a variable. Write NAME=VALUE, such as x=3.\n'],
    [['eval', 'x', 'x='], 'eval: "x=" is not a variable. Write NAME=VALUE, such as x=3.\n'],
    [['eval', 'x', 'x=abc'], 'eval: the value in "x=abc" is not a number. Write a number, such as -2.5 or pi/2.\n'],
    [['eval', 'x', 'x=1', 'x=2'], 'eval: x is given twice. Give it one value.\n'],
    [['eval', 'e', 'e=1'], 'eval: e is a constant. Choose another name.\n'],
    [
      ['eval', 'x', 'x=1', '--json', '--dot', '-'],
      'eval: --dot and --json both go to stdout. Give all but one a file name.\n',
    ],
    [
      ['eval', 'x', 'x=1', '--svg', '-', '--dot', '-'],
      'eval: --dot and --svg both go to stdout. Give all but one a file name.\n',
    ],
    [['eval', 'x', '--foo'], "error: unknown option '--foo'\n(--help shows how to use it)\n"],
    [['eval'], "error: missing required argument 'expression'\n(--help shows how to use it)\n"],
    [['evil'], "error: unknown command 'evil'\n(Did you mean eval?)\n(--help shows how to use it)\n"],
  ])('wrong use exits with 2 and says why: %j', (args, message) => {
    expect(gradus(args)).toEqual({ status: 2, stdout: '', stderr: message })
  })
  test('--png, --outline and --animation draw too, with the options of the drawing', () => {
    const draw = (...args: string[]) => gradus(['eval', 'a*b + a*b', 'a=2', 'b=-3', ...args])
    expect(draw('--png', path('g.png'), '--scale', '2').status).toBe(0)
    const png = readFileSync(path('g.png'))
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    draw('--svg', path('g.svg'))
    const width = Number(/ width="([\d.]+)"/.exec(readFileSync(path('g.svg'), 'utf8'))![1])
    expect(png.readUInt32BE(16)).toBe(2 * width)

    expect(draw('--outline', '-').stdout).toMatch(/^a\*b \+ a\*b\n5 nodes, 6 edges\n/)
    expect(draw('--outline', '-', '--detail', 'folded').stdout).toContain('× 2')
    expect(draw('--outline', '-', '--limit', '1').stdout).toContain('left out')
    expect(draw('--outline', '-', '--contributions').stdout).toContain('+= ')
    expect(draw('--svg', '-', '--color', 'sign', '--theme', 'dark').stdout).toContain('adds to the gradient')
    expect(draw('--svg', '-', '--theme', 'page').stdout).toContain('var(--gradus-text')
    expect(draw('--dot', '-', '--direction', 'TB').stdout).toContain('rankdir=TB')
    expect(gradus(['eval', 'x/3', 'x=1', '--dot', '-', '--digits', '7']).stdout).toContain('data 0.3333333}')

    draw('--animation', path('film.svg'), '--mistake', 'early')
    const film = readFileSync(path('film.svg'), 'utf8')
    expect(film).toContain('@keyframes')
    expect(film).not.toContain('<script')
    expect(film.length).toBeGreaterThan(draw('--animation', '-').stdout.length)
  })
  test.each([
    ['--theme dark', 'eval: --theme is for a picture. Pass --svg FILE or --png FILE too.\n'],
    ['--digits 3', 'eval: --digits is for a picture. Pass --svg FILE or --png FILE too.\n'],
    ['--outline - --color leaf', 'eval: --color is for a picture. Pass --svg FILE or --png FILE too.\n'],
    ['--dot - --theme page', 'eval: --theme page is for SVG, and DOT has no style sheet. Pass --theme light or dark.\n'],
    ['--svg - --mistake early', 'eval: --mistake is for an animation. Pass --animation FILE too.\n'],
    ['--animation - --contributions', 'eval: --contributions is not for --animation, which always shows them. Leave it out.\n'],
    ['--svg - --scale 2', 'eval: --scale is for a PNG image. Pass --png FILE too.\n'],
    ['--png -', 'eval: --png - would print bytes. Pass a file name.\n'],
  ])('a drawing cannot have %s', (line, stderr) => {
    expect(gradus(['eval', 'x', 'x=1', ...line.split(' ')])).toEqual({ status: 2, stdout: '', stderr })
  }) // oxfmt-ignore
  test('a file that cannot be written is a failure, exit code 1', () => {
    for (const folder of [`${directory()}/graph.svg`, '/proc/none/at/all']) {
      const { status, stderr } = gradus(['eval', 'x', 'x=1', '--dot', `${folder}/x.dot`])
      expect(status).toBe(1)
      expect(stderr).toMatch(/^eval: --dot .*x\.dot cannot be written \(.*\)\. Choose another place\.\n$/)
    }
  })
  test('a pipe is written into, not replaced by a file', () => {
    const pipe = path('pipe')
    spawnSync('mkfifo', [pipe])
    const reader = spawn('cat', [pipe])
    expect(gradus(['eval', 'x', 'x=1', '--dot', pipe]).status).toBe(0)
    expect(statSync(pipe).isFIFO()).toBe(true)
    reader.kill()
  })
  test('a folder is refused in words', () => {
    expect(gradus(['eval', 'x', 'x=1', '--svg', directory()]).stderr).toBe(
      `eval: --svg ${directory()} cannot be written (it is a folder). Choose another place.\n`,
    )
  })
  test('a reader that stops early is no error', () => {
    const sum = Array.from({ length: 3000 }, () => 'x').join('+')
    const command = `"${process.execPath}" "${bin}" eval "${sum}" x=1 --dot - | head -1`
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
    expect({ stdout, stderr }).toEqual({ stdout: 'digraph gradus {\n', stderr: '' })
  })
  test('help has examples for each command, and exits with 0', () => {
    const plots = ['function', 'loss', 'regions', 'confusion', 'weights'].map((kind) => ['plot', kind])
    for (const command of [[], ['eval'], ['train'], ['tune'], ['predict'], ['export'], ['tour'], ...plots]) {
      const { status, stdout } = gradus([...command, '--help'])
      expect(status).toBe(0)
      expect(stdout).toMatch(/Examples:\n {2}gradus /)
    }
    expect(gradus(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
