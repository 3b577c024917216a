/** Messages at the top of the page: what went wrong, and what has been done. A live region says them. */
import { signal } from '@preact/signals'

export interface Message {
  readonly kind: 'error' | 'done'
  readonly text: string
}

export const messages = signal<readonly Message[]>([])

/** The most messages at a time. */
const MOST = 4

export function say(kind: Message['kind'], text: string): void {
  if (messages.value.some((message) => message.text === text)) return
  messages.value = [...messages.value, { kind, text }].slice(-MOST)
}

export const dismiss = (message: Message): void => {
  messages.value = messages.value.filter((one) => one !== message)
}
