/** Opens a model file in the network view. */
import { batch } from '@preact/signals'
import { data, own, waiting } from '../network/run.js'
import { say } from '../state/messages.js'
import { replaceState, state } from '../state/page.js'
import { inPageWords } from '../training/page-words.js'
import { loadModel, OPEN_TABLE } from './load-model.js'

/** Shows the model of a file, or says why it cannot be shown. */
export async function openModel(name: string, text: string): Promise<void> {
  try {
    const about = data.value
    const [inputs, outputs] = [about?.inputs.length ?? 0, about?.sizes.at(-1) ?? 0]
    const model = await loadModel(text, { settings: state.value.network, inputs, outputs, own: own.value })
    batch(() => {
      waiting.value = model.needs
      own.value = model.own
      replaceState({ ...state.value, page: { view: 'network' }, network: model.settings })
    })
    const next =
      model.needs === undefined ? 'Press Play to train it further, or a unit to see its weights.' : OPEN_TABLE
    say('done', `The model of “${name.slice(0, 60)}” is open: ${model.about} ${next}`)
  } catch (error) {
    say('error', inPageWords((error as Error).message))
  }
}
