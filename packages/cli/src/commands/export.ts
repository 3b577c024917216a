import { showName } from '@gradus/data'
import { writeFileSafely } from '@gradus/nn/node'
import type { TabularModel } from '@gradus/tabular'
import { loadTabular } from '@gradus/tabular/node'
import type { NetworkOptions } from '@gradus/viz'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { checkOutputs } from '../output/check-outputs.js'
import { unitsOf } from '../model/units.js'
import { writePictures } from '../output/pictures.js'
import { print, STDOUT, writeOut } from '../output/streams.js'
import { choice, wholeNumber } from './option-values.js'

interface Options {
  to?: 'onnx' | 'js' | 'dot' | 'svg' | 'png'
  out?: string
  limit?: number
  theme?: 'light' | 'dark'
}

export function define(command: Command): void {
  command
    .argument('<model.json>', 'A file that gradus train wrote.')
    .addOption(
      choice(
        '--to <format>',
        'An ONNX model, a JavaScript module that needs nothing else, or a drawing of the units and weights.',
        ['onnx', 'js', 'dot', 'svg', 'png'],
      ),
    )
    .option('--out <file>', 'Write to this file instead of stdout. onnx and png need it.')
    .option('--limit <n>', 'In a drawing, the most units of a layer (default: 12).', wholeNumber(2))
    .addOption(choice('--theme <name>', 'Colors of a drawing (default: light).', ['light', 'dark']))
    .addHelpText(
      'after',
      `
ONNX models and JavaScript modules take raw numbers: the scaling is part of them. A text column enters as one 0/1 column for
each of its values, named column=value.

Examples:
  gradus export model.json --to onnx --out model.onnx
  gradus export model.json --to js --out model.mjs
  gradus export model.json --to svg --out network.svg`,
    )
    .action(exportCommand)
}

async function exportCommand(file: string, options: Options): Promise<void> {
  const { to, out = STDOUT, ...look } = options
  if (to === undefined) throw new UsageError('export: there is no format. Pass --to onnx, js, dot, svg or png.')
  const [forDrawing] = Object.keys(look)
  if (forDrawing !== undefined && (to === 'onnx' || to === 'js')) {
    throw new UsageError(`export: --${forDrawing} is for a drawing. Pass --to dot, svg or png, or leave it out.`)
  }
  if (out === STDOUT && (to === 'onnx' || to === 'png')) {
    throw new UsageError(`export: --to ${to} makes bytes, which do not go to stdout. Pass --out FILE.`)
  }
  await checkOutputs('export', { '--out': out }, { 'the model': file }, false)
  const model = await loadTabular(file)
  if (to === 'onnx') {
    const { toOnnx } = await import('@gradus/onnx')
    await writeFileSafely(out, toOnnx(model.network, { preprocessing: model.preprocessing }), 'export')
  } else if (to === 'js') await writeOut(out, model.toModule())
  else await drawModel(model, to, out, look)
  if (out !== STDOUT) print(`The ${to === 'onnx' || to === 'js' ? 'model' : 'drawing'} is in ${showName(out)}.`)
}

async function drawModel(
  model: TabularModel,
  to: 'dot' | 'svg' | 'png',
  out: string,
  look: NetworkOptions,
): Promise<void> {
  const { drawNetwork, networkToDot } = await import('@gradus/viz')
  const units = unitsOf(model)
  if (to === 'dot') await writeOut(out, networkToDot(units, look))
  else await writePictures('export', drawNetwork(units, look), { [to]: out })
}
