/** The messages at the top of the page. */
import { dismiss, messages } from './state/messages.js'

export function Messages() {
  return (
    <div class="messages" role="status" aria-label="Messages">
      {messages.value.map((message) => (
        <p key={message.text} class={message.kind}>
          {message.text}
          <button type="button" aria-label="Dismiss this message" onClick={() => dismiss(message)}>
            ×
          </button>
        </p>
      ))}
    </div>
  )
}
