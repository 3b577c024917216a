import { join } from 'node:path'
import { irisCsv, parseCsv } from '@gradus/data'
import { Value } from '@gradus/engine'
import { crossEntropy, MLP } from '@gradus/nn'
import { trainTable } from '@gradus/tabular'
import { renderSvg } from '@gradus/viz'
import type { Command } from 'commander'
import { checkOutputs } from '../output/check-outputs.js'
import { report } from '../output/report.js'
import { print, writeOut } from '../output/streams.js'
import { columns } from '../output/text.js'
import { watchRuns } from '../output/watch-runs.js'
import { wholeNumber } from './option-values.js'

export function define(command: Command): void {
  command
    .option('--out <directory>', 'Directory for the files that the tour writes.', 'gradus-tour')
    .option('--seed <n>', 'Seed of the network.', wholeNumber(0), 1)
    .addHelpText(
      'after',
      `
Examples:
  gradus tour
  gradus tour --out pictures --seed 7`,
    )
    .action(tour)
}

async function tour({ out, seed }: { out: string; seed: number }): Promise<void> {
  const outputs = ['expression.svg', 'model.json', 'iris.csv', 'network.svg'].map((name) => join(out, name))
  await checkOutputs('tour', { '--out': outputs }, {}, false)
  const files: [string, string][] = []
  const write = async (name: string, text: string, what: string) => {
    await writeOut(join(out, name), text)
    files.push([join(out, name), what])
  }

  print(heading('1. A graph and its gradients: f = (x + y) · z at x = −2, y = 5, z = −4'))
  const f = expression()
  await write('expression.svg', await renderSvg(f, { partials: true }), 'The graph of (x + y) · z.')

  print(heading('2. A network learns to tell three kinds of iris apart'))
  print(
    'The data are 150 flowers with four lengths each (R. A. Fisher, 1936). Each flower is validated once, in 5 folds.\n',
  )
  const watch = watchRuns()
  const trained = await trainTable(parseCsv(irisCsv()), {
    target: 'species',
    seed,
    ...{ onEpoch: watch.onEpoch, onStep: watch.onStep },
  }).finally(() => watch.stop())
  print(report(trained))
  await write('model.json', `${JSON.stringify(trained.model)}\n`, 'The trained network, for gradus predict.')
  await write('iris.csv', irisCsv(), 'The data.')
  await write('network.svg', await networkPicture(), 'The graph of a small network and its loss.')

  print(heading('3. What the tour wrote'))
  print(columns(files, 'left'))
  print(`
Next:
  npx gradus predict ${join(out, 'model.json')} ${join(out, 'iris.csv')}
  npx gradus eval "tanh(w * x + b)" w=0.5 x=2 b=-1
  npx gradus --help
In a clone of the repository, npm run play starts the playground and prints its address: the same graph, alive.`)
}

const heading = (text: string): string => `\n${text}\n${'─'.repeat(text.length)}`

/** Prints f = (x + y) · z forward and backward, one line per step. */
function expression(): Value {
  const x = new Value(-2, 'x')
  const y = new Value(5, 'y')
  const z = new Value(-4, 'z')
  const q = x.add(y)
  q.label = 'q'
  const f = q.mul(z)
  f.label = 'f'
  f.backward()
  print(`forward
  q = x + y = ${x.data} + ${y.data} = ${q.data}
  f = q · z = ${q.data} · ${z.data} = ${f.data}
backward, from f to the inputs: each gradient is the gradient of the result times the local derivative
  ∂f/∂f = ${f.grad}
  ∂f/∂z = ∂f/∂f · q = ${f.grad} · ${q.data} = ${z.grad}
  ∂f/∂q = ∂f/∂f · z = ${f.grad} · ${z.data} = ${q.grad}
  ∂f/∂x = ∂f/∂q · 1 = ${x.grad}
  ∂f/∂y = ∂f/∂q · 1 = ${y.grad}`)
  return f
}

/** The iris network is too large to draw. A network of 2-2-2 units has the same structure. */
async function networkPicture(): Promise<string> {
  const model = new MLP([2, 2, 2], { activation: 'tanh', seed: 1 })
  const inputs = [new Value(0.05, 'x1'), new Value(0.1, 'x2')]
  const loss = crossEntropy(model.forward(inputs), 1)
  loss.label = 'loss'
  loss.backward()
  return renderSvg(loss)
}
