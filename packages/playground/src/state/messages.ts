/** Messages at the top of the page: what went wrong, and what has been done. A live region says them. */
import { signal } from '@preact/signals'

export interface Message {
  readonly kind: 'error' | 'done'
  readonly text: string
}

export const messages = signal<readonly Message[]>([])

/** The most messages at a time. */
const MOST = 4

/** Adds a message. What has been done takes the place of what was done before. */
export function say(kind: Message['kind'], text: string): void {
  const others = messages.value.filter(
    (message) => message.text !== text && !(kind === 'done' && message.kind === 'done'),
  )
  messages.value = [...others, { kind, text }].slice(-MOST)
}

/** Removes what has been done: something else has been changed since, so that it may be true no longer. */
export const clearDone = (): void => {
  if (messages.value.some(({ kind }) => kind === 'done')) messages.value = messages.value.filter(({ kind }) => kind !== 'done') // oxfmt-ignore
}

/** Removes all messages, for an action whose own messages follow. */
export const clearMessages = (): void => {
  messages.value = []
}

export const dismiss = (message: Message): void => {
  messages.value = messages.value.filter((one) => one !== message)
}
