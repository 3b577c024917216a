/** Shares the state of the page: as a link, or as a file if the link would be too long. */
import { hashOf, LONGEST_HASH } from '../state/address.js'
import { say } from '../state/messages.js'
import { replaceState, state } from '../state/page.js'
import { download } from './download.js'
import { fileOf, stateOfFile } from './state-file.js'

export async function share(): Promise<void> {
  const now = state.value
  const hash = hashOf(now)
  const isOwn = now.page.view === 'network' && now.network.data === 'own'
  const remark = isOwn ? ' Your data are not in it: the page asks for them again.' : ''
  if (hash.length > LONGEST_HASH) {
    const name = `gradus-${now.page.view}.json`
    download(name, fileOf(now), 'application/json')
    say('done', `The link would have ${hash.length} characters, more than ${LONGEST_HASH}. So the state is saved in the file ${name}. “Open a file” reads it.${remark}`)
    return
  }
  window.history.replaceState(null, '', hash)
  try {
    await navigator.clipboard.writeText(window.location.href)
    say('done', `A link to what you see is copied.${remark}`)
  } catch {
    say('done', `The browser does not let the page copy. Copy the address of this page: it is the link.${remark}`)
  }
} // prettier-ignore

export async function openFile(file: File): Promise<void> {
  const { state: read, faults } = stateOfFile(file.name, await file.text())
  if (read !== undefined) {
    replaceState(read)
    say('done', `“${file.name.slice(0, 60)}” is open.`)
  }
  for (const fault of faults) say('error', fault)
}
