import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { commands } from '../../src/commands/table.js'
import { bin, gradus, workshop } from '../helpers.js'

describe.each(commands)('gradus $name', ({ name, summary }) => {
  test('has one help, with its summary, options and examples', () => {
    const { status, stdout, stderr } = gradus([name, '--help'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.replace(/\s+/g, ' ')).toContain(`Usage: gradus ${name} [options] `)
    expect(stdout.replace(/\s+/g, ' ')).toContain(summary)
    expect(stdout).toContain(`Examples:\n  gradus ${name}`)
    expect(gradus(['help', name])).toEqual({ status, stdout, stderr })
  })
  test('is in the list of commands', () => {
    expect(gradus(['--help']).stdout.replace(/\s+/g, ' ')).toContain(` ${name} ${summary} `)
  })
})

test('a command is also found after --', () => {
  expect(gradus(['--', 'eval', 'x', 'x=1'])).toEqual(gradus(['eval', 'x', 'x=1']))
})

test('help for an unknown command lists the commands', () => {
  const { status, stdout, stderr } = gradus(['help', 'evil'])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toBe(gradus(['--help']).stdout)
})

test('help fits a terminal of 40 columns', () => {
  const narrow = 'data:text/javascript,process.stdout.isTTY=true;process.stdout.columns=40'
  const { stdout } = spawnSync(process.execPath, ['--import', narrow, bin, 'eval', '--help'], { encoding: 'utf8' })
  const [, options] = /\nOptions:\n(.*?)\n\n/s.exec(stdout)!
  expect(options).toContain('\n  --json              Print one JSON\n                      object on stdout.\n')
  expect(options!.split('\n').filter((line) => line.length > 40)).toEqual([])
})

test('control characters of unknown commands and options are escaped', () => {
  expect(gradus(['ev\u001bil']).stderr).toContain("error: unknown command 'ev\\u001bil'\n")
  expect(gradus(['eval', 'x', '--\u001b[31m']).stderr).toContain("error: unknown option '--\\u001b[31m'\n")
})

describe('a command loads only what it needs:', () => {
  const { path } = workshop()

  /** The files that a command loads. V8 writes their names when it records coverage. */
  function loads(...args: string[]) {
    const folder = path(args.join(' '))
    const env = { ...process.env, NODE_V8_COVERAGE: folder }
    expect(spawnSync(process.execPath, [bin, ...args], { env }).status).toBe(0)
    const { result } = JSON.parse(readFileSync(`${folder}/${readdirSync(folder)[0]}`, 'utf8')) as {
      result: { url: string }[]
    }
    const files = result.filter(({ url }) => url.startsWith('file:')).map(({ url }) => fileURLToPath(url))
    return {
      files,
      ofCommands: commands.filter(({ name }) => files.some((file) => basename(file).startsWith(`${name}-`))),
      kilobytes: files.reduce((sum, file) => sum + statSync(file).size, 0) / 1000,
    }
  }

  test.each<[string, string[], number]>([
    ['--help', [], 180],
    ['eval x x=1', ['eval'], 700],
    ['explain x x=1', ['explain'], 800],
    ['derive x', ['derive'], 700],
    ['plot --help', ['plot'], 320],
    ['train --help', ['train'], 1200],
    ['new --help', ['new'], 600],
  ])('gradus %s', (command, names, most) => {
    const { files, ofCommands, kilobytes } = loads(...command.split(' '))
    expect(files).toContain(bin)
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([])
    expect(ofCommands.map(({ name }) => name)).toEqual(names)
    expect(kilobytes).toBeLessThan(most)
  })
})
