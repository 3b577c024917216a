/** Control+Z, or ⌘Z, takes the last change back. With Shift, or with Y in place of Z, the change is made again. */
import { redo, undo } from '../state/page.js'

/** What the keys stand for. Undefined for other keys. */
export function undoKeys({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): (() => void) | undefined {
  if (altKey || !(ctrlKey || metaKey)) return undefined
  const letter = key.toLowerCase()
  if (letter === 'y') return redo
  return letter === 'z' ? (shiftKey ? redo : undo) : undefined
}

/** Obeys the keys everywhere but in fields, which have their own. Returns a function that ends that. */
export function followUndoKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = undoKeys(event)
    if (act === undefined || event.defaultPrevented) return
    if ((event.target as Element).closest('input:not([type=range], [type=checkbox]), textarea') !== null) return
    event.preventDefault()
    act()
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}
