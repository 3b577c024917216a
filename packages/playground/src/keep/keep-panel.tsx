/** What the user takes along: the network as a program, as a model file, or as ONNX. */
import { Button } from '../controls/button.js'
import { LONGEST } from '../expression/settings.js'
import { own } from '../network/run.js'
import { copy } from '../share/copy.js'
import { download } from '../share/download.js'
import { say } from '../state/messages.js'
import { state } from '../state/page.js'
import type { DataNews, RunNews } from '../training/messages.js'

export function KeepPanel({ data, run }: { data: DataNews; run: RunNews }) {
  const parts = () => ({ settings: state.value.network, data, run, parameters: run.parameters })
  return (
    <section class="keep" aria-label="Keep this network">
      <h2>Keep this network</h2>
      <div class="row">
        <Button
          label="Copy as a program"
          help="Copies a TypeScript program that makes this network, with the same bits."
          onPress={() => void copyProgram(parts())}
        />
        <Button
          label="Copy as a formula"
          help="Copies what the network answers as a formula of its inputs x1, x2 and so on. It is 0 at the boundary of two classes."
          onPress={() => void copyFormula(parts())}
        />
        <Button
          label="Save the model"
          help="Saves a JSON file. The packages and gradus predict read it, and “Open a file” of this page."
          onPress={() => void saveModel(parts())}
        />
        <Button
          label="Save as ONNX"
          help="Saves a file that other programs run, such as onnxruntime."
          onPress={() => void saveOnnx(parts())}
        />
      </div>
    </section>
  )
}

type Parts = Parameters<typeof import('./program.js').programOf>[0] &
  Parameters<typeof import('./model-file.js').modelJson>[0]

async function copyProgram(parts: Parts): Promise<void> {
  const { programOf } = await import('./program.js')
  const table = parts.settings.data === 'own' ? own.value : undefined
  const program = programOf({ ...parts, ...(table === undefined ? {} : { own: table }) })
  const reads = table === undefined ? '' : ` It reads your table from the file ${table.name}, which must be beside it.`
  await copyOrSave('The program', program, 'network.mts', `Paste it into a file network.mts.${reads}`)
}

async function copyFormula(parts: Parts): Promise<void> {
  const { formulaOf } = await import('./formula.js')
  const formula = formulaOf(parts)
  const isShort = formula.length <= LONGEST
  const next = isShort ? 'Paste it into the field “Expression”, or into gradus eval.' : `It has ${formula.length} characters, too many for the field “Expression”. gradus eval reads it.` // oxfmt-ignore
  await copyOrSave('The formula', formula, 'network.txt', next)
}

async function copyOrSave(what: string, text: string, file: string, next: string): Promise<void> {
  if (await copy(text)) return say('done', `${what} is copied. ${next}`)
  download(file, text, 'text/plain')
  say('done', `The browser does not let the page copy. ${what} is saved in the file ${file} instead.`)
}

async function saveModel(parts: Parts): Promise<void> {
  const { modelJson } = await import('./model-file.js')
  download('network.json', await modelJson(parts), 'application/json')
  say('done', 'The model is saved in the file network.json.')
}

async function saveOnnx(parts: Parts): Promise<void> {
  const { modelOnnx } = await import('./model-file.js')
  download('network.onnx', await modelOnnx(parts), 'application/octet-stream')
  say('done', 'The model is saved in the file network.onnx.')
}
