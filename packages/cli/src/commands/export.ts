import { showName } from '@gradus/data'
import { writeFileSafely } from '@gradus/nn/node'
import { loadTabular } from '@gradus/tabular/node'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { checkOutputs } from '../output/check-outputs.js'
import { print, STDOUT, writeOut } from '../output/streams.js'

interface Options {
  onnx?: string
  js?: string
}

export function define(command: Command): void {
  command
    .argument('<model.json>', 'A file that gradus train wrote.')
    .option('--onnx <file>', 'Write an ONNX model.')
    .option('--js <file>', 'Write a JavaScript module that needs nothing else (- is stdout).')
    .addHelpText(
      'after',
      `
Both take raw numbers. A text column enters as one 0/1 column for each of its values, named column=value.

Examples:
  gradus export model.json --onnx model.onnx
  gradus export model.json --js model.mjs`,
    )
    .action(exportCommand)
}

async function exportCommand(file: string, { onnx, js }: Options): Promise<void> {
  if (onnx === undefined && js === undefined) {
    throw new UsageError('export: there is no output. Pass --onnx FILE or --js FILE.')
  }
  if (onnx === STDOUT) throw new UsageError('export: --onnx - would print bytes. Pass a file name.')
  await checkOutputs('export', { '--onnx': onnx, '--js': js }, { 'the model': file }, false)
  const model = await loadTabular(file)
  if (onnx !== undefined) {
    const { toOnnx } = await import('@gradus/onnx')
    await writeFileSafely(onnx, toOnnx(model.network, { preprocessing: model.preprocessing }), 'export')
  }
  if (js !== undefined) await writeOut(js, model.toModule())
  for (const path of [onnx, js]) if (path !== undefined && js !== STDOUT) print(`The model is in ${showName(path)}.`)
}
