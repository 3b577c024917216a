/** Which outputs are refused before the work. */
import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(args, directory())

beforeAll(() => {
  writeFileSync(path('iris.csv'), irisCsv())
  run('train', 'iris.csv', '--target', 'species', '--model', 'linear', '--validation', '0', '--out', 'model.json')
})

describe('outputs are checked before the work', () => {
  const noFolder = 'its folder cannot be made'
  beforeAll(() => {
    mkdirSync(path('folder'))
    mkdirSync(path('tour/model.json'), { recursive: true })
    symlinkSync('iris.csv', path('link.csv'))
    linkSync(path('iris.csv'), path('hard.csv'))
    symlinkSync('missing.svg', path('dangling.svg'))
    symlinkSync('loop', path('loop'))
    execFileSync('mkfifo', [path('pipe')])
  })
  const iris = ['iris.csv', '--target', 'species']
  const model = ['model.json', 'iris.csv']
  test.each<[number, string[], string]>([
    [1, ['train', ...iris, '--out', 'folder'], 'train: --out folder cannot be written (it is a folder). Choose another place.'],
    [1, ['train', ...iris, '--out', 'iris.csv/m.json'], "train: --out iris.csv/m.json cannot be written (a part of its path is a file, not a folder). Choose another place."],
    [1, ['train', ...iris, '--out', '/proc/none/deep/m.json'], `train: --out /proc/none/deep/m.json cannot be written (${noFolder}). Choose another place.`],
    [1, ['train', ...iris, '--out', 'loop'], "train: --out loop cannot be written (its links form a circle). Choose another place."],
    [2, ['train', ...iris, '--out', 'iris.csv'], 'train: --out and data are the same file, iris.csv. Pass another place for --out.'],
    [2, ['train', ...iris, '--out', './folder/../iris.csv'], 'train: --out and data are the same file, ./folder/../iris.csv. Pass another place for --out.'],
    [2, ['train', ...iris, '--out', 'link.csv'], 'train: --out and data are the same file, link.csv. Pass another place for --out.'],
    [2, ['train', ...iris, '--out', 'hard.csv'], 'train: --out and data are the same file, hard.csv. Pass another place for --out.'],
    [2, ['train', 'link.csv', '--target', 'species', '--out', 'hard.csv'], 'train: --out and data are the same file, hard.csv. Pass another place for --out.'],
    [2, ['train', ...iris, '--test', 'model.json', '--out', 'model.json'], 'train: --out and --test are the same file, model.json. Pass another place for --out.'],
    [1, ['train', ...iris, '--out', '/proc/m.json'], "train: --out /proc/m.json cannot be written (its folder cannot be made). Choose another place."],
    [2, ['train', ...iris, '--out', ''], 'train: --out is an empty name. Pass the name of a file.'],
    [2, ['tune', ...iris, '--journal', 'pipe'], 'tune: --journal pipe is not a regular file. Pass the name of one.'],
    [2, ['tune', ...iris, '--journal', '-'], 'tune: --journal - is not a regular file. Pass the name of one.'],
    [2, ['train', ...iris, '--json', '--out', '-'], 'train: --out and --json both go to stdout. Give all but one a file name.'],
    [1, ['predict', ...model, '--out', 'folder'], 'predict: --out folder cannot be written (it is a folder). Choose another place.'],
    [1, ['predict', ...model, '--out', '/proc/none/p.csv'], `predict: --out /proc/none/p.csv cannot be written (${noFolder}). Choose another place.`],
    [2, ['predict', ...model, '--out', 'iris.csv'], 'predict: --out and the data are the same file, iris.csv. Pass another place for --out.'],
    [2, ['predict', ...model, '--out', 'model.json'], 'predict: --out and the model are the same file, model.json. Pass another place for --out.'],
    [1, ['export', 'model.json', '--to', 'onnx', '--out', 'folder'], 'export: --out folder cannot be written (it is a folder). Choose another place.'],
    [2, ['export', 'model.json', '--to', 'js', '--out', 'model.json'], 'export: --out and the model are the same file, model.json. Pass another place for --out.'],
    [2, ['plot', 'weights', 'model.json', '--svg', 'new.svg', '--png', './new.svg'], 'plot weights: --png and --svg are the same file, ./new.svg. Pass another place for --png.'],
    [1, ['eval', 'x', 'x=1', '--dot', 'folder'], 'eval: --dot folder cannot be written (it is a folder). Choose another place.'],
    [2, ['eval', 'x', 'x=1', '--dot', 'missing.svg', '--svg', 'dangling.svg'], 'eval: --svg and --dot are the same file, dangling.svg. Pass another place for --svg.'],
    [1, ['tune', ...iris, '--journal', '/proc/none/deep/j'], `tune: --journal /proc/none/deep/j cannot be written (${noFolder}). Choose another place.`],
    [1, ['tune', ...iris, '--journal', '/proc/self/none/j'], `tune: --journal /proc/self/none/j cannot be written (${noFolder}). Choose another place.`],
    [1, ['tune', ...iris, '--out', 'folder'], 'tune: --out folder cannot be written (it is a folder). Choose another place.'],
    [2, ['tune', ...iris, '--journal', 'iris.csv'], 'tune: --journal and data are the same file, iris.csv. Pass another place for --journal.'],
    [2, ['tune', ...iris, '--journal', 'new', '--out', 'new'], 'tune: --journal and --out are the same file, new. Pass another place for --journal.'],
    [2, ['tune', 'iris.csv', '--out', 'j.jsonl', '--merge', 'j.jsonl'], 'tune: --out and --merge are the same file, j.jsonl. Pass another place for --out.'],
    [1, ['tour', '--out', 'tour'], 'tour: --out tour/model.json cannot be written (it is a folder). Choose another place.'],
    [1, ['tour', '--out', 'iris.csv'], "tour: --out iris.csv/expression.svg cannot be written (a part of its path is a file, not a folder). Choose another place."],
  ])('%i: %j', (code, args, message) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout, stderr }).toEqual({ status: code, stdout: '', stderr: `${message}\n` })
    expect(readFileSync(path('iris.csv'), 'utf8')).toBe(irisCsv())
  }) // oxfmt-ignore
  test('a link to a file that does not exist yet is fine, and stays a link', () => {
    expect(run('eval', 'x', 'x=1', '--svg', 'dangling.svg').status).toBe(0)
    expect(readlinkSync(path('dangling.svg'))).toBe('missing.svg')
    expect(readFileSync(path('missing.svg'), 'utf8')).toContain('</svg>')
  })
  test('a device may be given twice', () => {
    expect(run('eval', 'x', 'x=1', '--svg', '/dev/null', '--dot', '/dev/null').status).toBe(0)
  })
})
