/** The messages at the top of the page. */
import { Button } from './controls/button.js'
import { Icon } from './controls/icon.js'
import { dismiss, messages } from './state/messages.js'

/** The button that is about to vanish gives the focus to that of another message, or to the view. */
function focusNext(): void {
  const buttons = [...document.querySelectorAll<HTMLElement>('.messages button')]
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  const next = buttons[at + 1] ?? buttons[at - 1] ?? document.querySelector<HTMLElement>('#view')!
  next.focus()
}

export function Messages() {
  return (
    <div class="messages" role="status" aria-label="Messages">
      {messages.value.map((message) => (
        <div key={message.text} class={`message ${message.kind}`}>
          <p>{message.text}</p>
          <Button
            label="Dismiss this message"
            icon={<Icon of="close" />}
            help="Removes the message."
            onPress={() => {
              focusNext()
              dismiss(message)
            }}
          />
        </div>
      ))}
    </div>
  )
}
