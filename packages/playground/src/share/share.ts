/** Shares the state of the page: as a link, or as a file if the link would be too long. */
import { hashOf, LONGEST_HASH } from '../state/address.js'
import { writeAddress } from '../state/location.js'
import { clearMessages, say } from '../state/messages.js'
import { replaceState, state, type View } from '../state/page.js'
import { opened } from '../expression/opened.js'
import { keepPresentWeights } from '../network/run.js'
import { copy } from './copy.js'
import { download } from './download.js'
import { fileOf, stateOfFile } from './state-file.js'

/** What a link has of each view. */
const WHAT: Readonly<Record<View, string>> = {
  expression: 'the expression and its numbers',
  'by-hand': 'the numbers and the step',
  network: 'the settings and the weights',
}

export async function share(): Promise<void> {
  const view = opened.value?.from ?? state.value.page.view
  if (view === 'network') keepPresentWeights()
  const now = { ...state.value, page: { view } }
  const hash = hashOf(now)
  const isOwn = view === 'network' && now.network.data === 'own'
  const remark =
    (opened.value === undefined ? '' : ' It opens the view that this graph was made from.') +
    (isOwn ? ' Your data are not in it: the page asks for them again.' : '')
  writeAddress(now)
  if (hash.length > LONGEST_HASH) {
    const name = `gradus-${view}.json`
    download(name, fileOf(now), 'application/json')
    say('done', `The link would have ${hash.length} characters, more than ${LONGEST_HASH}. So the state is saved in the file ${name}. “Open a file” reads it. The address of this page holds only a part of it.${remark}`)
    return
  }
  if (await copy(window.location.href)) say('done', `A link with ${WHAT[view]} is copied.${remark}`)
  else say('done', `The browser does not let the page copy. Copy the address of this page: it is the link.${remark}`)
} // oxfmt-ignore

/** Opens a file with a state of the page, or with a model. */
export async function openFile(file: File): Promise<void> {
  const text = await file.text()
  clearMessages()
  if (isModel(text)) {
    const { openModel } = await import('../keep/open-model.js')
    return openModel(file.name, text)
  }
  const { state: read, faults } = stateOfFile(file.name, text)
  if (read !== undefined) {
    replaceState(read)
    say('done', `“${file.name.slice(0, 60)}” is open.`)
  }
  for (const fault of faults) say('error', fault)
}

/** Whether a text has one of the formats of the packages. Such a file may hold a model. */
function isModel(text: string): boolean {
  try {
    return /^gradus (mlp|model|checkpoint|training)$/.test(
      (JSON.parse(text) as { format?: string } | null)?.format ?? '',
    )
  } catch {
    return false
  }
}
