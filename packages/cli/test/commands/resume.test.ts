/** A stopped training continues to the same model, bit for bit. The processes here are real, and really stopped. */
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Random } from '@gradus/nn'
import { bash, bin, gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()

const text = (name: string) => readFileSync(path(name), 'utf8')
const read = (name: string) => JSON.parse(text(name))

/** Trains long enough to be stopped, with everything that has a state: momentum, dropout, a schedule, early stopping. */
const options = [
  ...['--target', 'place', '--epochs', '80', '--patience', '80', '--hidden', '8', '--batch', '16', '--seed', '3'],
  ...['--optimizer', 'sgd', '--lr', '0.02', '--momentum', '0.9', '--nesterov', '--weight-decay', '1e-4'],
  ...['--schedule', 'cosine,floor=0.1', '--warm-up', '3', '--clip-norm', '5', '--dropout', '0.1'],
]
const folds = [...options, '--folds', '2']
/** Where a training may end at once. */
const short = ['--epochs', '2', '--model', 'network', '--validation', '0.2']

beforeAll(() => {
  const random = new Random(1)
  const rows = Array.from({ length: 800 }, () => {
    const [a, b] = [random.uniform(-2, 2), random.uniform(-2, 2)]
    return `${a.toFixed(3)},${b.toFixed(3)},${a * a + b * b < 1.6 ? 'inside' : 'outside'}`
  })
  writeFileSync(path('disc.csv'), ['a,b,place', ...rows].join('\n'))
  expect(gradus(['train', 'disc.csv', ...folds, '--out', 'whole.json'], directory()).status).toBe(0)
})

/** Starts a command, stops it by a signal as soon as `when` is true, and returns how it ended. */
async function stopped(args: string[], signal: 'SIGINT' | 'SIGKILL', when: (stderr: string) => boolean) {
  const child = spawn(process.execPath, [bin, ...args], { cwd: directory() })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece))
  const timer = setInterval(() => {
    if (!when(stderr)) return
    clearInterval(timer)
    child.kill(signal)
  }, 5)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  clearInterval(timer)
  return { code, stderr }
}

describe('gradus resume', () => {
  test('after Ctrl-C, twice, in different networks of a cross-validation', async () => {
    const first = await stopped(['train', 'disc.csv', ...folds, '--out', 'cut.json'], 'SIGINT', (stderr) =>
      stderr.includes('fold 1 of 2: epoch 16/'),
    )
    expect(first.code).toBe(1)
    expect(first.stderr).toMatch(
      /\ntrain: stopped in epoch \d+ \(fold 1 of 2\)\. To continue: gradus resume cut\.json\.checkpoint\n$/,
    )
    expect(existsSync(path('cut.json'))).toBe(false)

    const { data, options: saved, training } = read('cut.json.checkpoint')
    expect(data).toEqual([{ path: path('disc.csv'), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(saved).toMatchObject({ target: 'place', momentum: 0.9, schedule: { name: 'cosine', floor: 0.1 } })
    expect(training.runs).toHaveLength(1)
    expect(training.runs[0].encoding.target.classes).toEqual(['inside', 'outside'])
    expect(training.runs[0].validation).toHaveLength(400)

    const second = await stopped(['resume', 'cut.json.checkpoint'], 'SIGINT', (stderr) =>
      stderr.includes('measuring fold 1 of 2: epoch'),
    )
    expect(second.stderr).toContain('To continue: gradus resume cut.json.checkpoint')
    expect(read('cut.json.checkpoint').training.runs.length).toBeGreaterThan(2)

    const { status, stdout } = gradus(['resume', 'cut.json.checkpoint'], directory())
    expect(status).toBe(0)
    expect(stdout).toContain('The model is in ')
    expect(text('cut.json')).toBe(text('whole.json'))
  })

  test('after the process was killed, from the file of --checkpoint, with moved data', async () => {
    const args = ['train', 'disc.csv', ...folds, '--checkpoint', 'run.checkpoint']
    const { code } = await stopped(args, 'SIGKILL', () => existsSync(path('run.checkpoint')))
    expect(code).toBeNull()
    copyFileSync(path('disc.csv'), path('moved.csv'))
    const args2 = ['resume', 'run.checkpoint', 'moved.csv', '--out', 'killed.json', '--json', '--quiet']
    const { status, stdout, stderr } = gradus(args2, directory())
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ task: 'classification', out: 'killed.json' })
    expect(text('killed.json')).toBe(text('whole.json'))
    // The file now has the whole training.
    expect(gradus(['resume', 'run.checkpoint', '--out', 'again.json', '--quiet'], directory()).status).toBe(0)
    expect(text('again.json')).toBe(text('whole.json'))
  })

  test('changed, missing and additional data are refused, and so are other files', () => {
    const args = ['train', 'small.csv', '--target', 'y', ...short, '--checkpoint', 'small.checkpoint', '--quiet']
    writeFileSync(path('small.csv'), 'x,y\n' + Array.from({ length: 40 }, (_, i) => `${i},${i * i}\n`).join(''))
    expect(gradus([...args, '--out', 'small.json'], directory())).toEqual({ status: 0, stdout: '', stderr: '' })
    const refusal = (...words: string[]) => {
      const { status, stderr } = gradus(['resume', ...words], directory())
      return [status, stderr]
    }
    expect(refusal('small.checkpoint', 'a', 'b')).toEqual([
      2,
      'resume: there are 2 new places for data, and the training has 1. Pass 1, or none.\n',
    ])
    writeFileSync(path('small.csv'), 'x,y\n1,2\n')
    expect(refusal('small.checkpoint')).toEqual([
      1,
      `resume: ${path('small.csv')} has changed since the training began. Restore the file, or train again.\n`,
    ])
    const [status, missing] = refusal('small.checkpoint', 'none.csv')
    expect(status).toBe(1)
    expect(missing).toBe('resume: there is no file "none.csv". Pass its new place after the checkpoint.\n')
    expect(refusal('none.checkpoint')).toEqual([
      1,
      'resume: there is no file none.checkpoint. Pass a checkpoint of gradus train.\n',
    ])
    expect(refusal('small.csv')[1]).toMatch(
      /^resume: small\.csv is not JSON \(.*\)\. Pass a checkpoint of gradus train\.\n$/s,
    )
    expect(refusal('whole.json')).toEqual([
      1,
      'resume: whole.json is not a checkpoint. Pass a checkpoint of gradus train.\n',
    ])
    const damaged = read('small.checkpoint')
    damaged.training.runs[0].validation = ['x']
    writeFileSync(path('damaged.checkpoint'), JSON.stringify(damaged))
    expect(refusal('damaged.checkpoint')).toEqual([
      1,
      'resume: damaged.checkpoint is damaged: training.runs.0.validation.0 is missing or wrong. Pass a checkpoint of gradus train.\n',
    ])
  })

  test('a checkpoint whose options were changed by hand is refused', () => {
    writeFileSync(path('own.csv'), 'x,y\n' + Array.from({ length: 40 }, (_, i) => `${i},${i * i}\n`).join(''))
    gradus(['train', 'own.csv', '--target', 'y', ...short, '--checkpoint', 'own.checkpoint'], directory())
    const changed = read('own.checkpoint')
    changed.options.epochs = 3
    writeFileSync(path('changed.checkpoint'), JSON.stringify(changed))
    const { status, stderr } = gradus(['resume', 'changed.checkpoint'], directory())
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'trainTable: the checkpoint comes from a training with epochs 2, not 3. Resume with the data and options of that training.\n',
    })
  })

  test('data from stdin are passed again', () => {
    const small = 'x,y\n' + Array.from({ length: 40 }, (_, i) => `${i},${i * i}\n`).join('')
    writeFileSync(path('in.csv'), small)
    const train = `$gradus train - --target y ${short.join(' ')} --checkpoint in.checkpoint --out in.json --quiet < in.csv`
    expect(bash(train, directory())).toEqual({ status: 0, stdout: '', stderr: '' })
    const model = text('in.json')
    const resume = '$gradus resume in.checkpoint --quiet < in.csv'
    expect(bash(resume, directory())).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(text('in.json')).toBe(model)
    expect(bash('$gradus resume in.checkpoint --quiet < disc.csv', directory()).stderr).toBe(
      'resume: - has changed since the training began. Restore the file, or train again.\n',
    )
  })
})
