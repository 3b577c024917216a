/** The messages at the top of the page. */
import { Button } from './controls/button.js'
import { Icon } from './controls/icon.js'
import { dismiss, messages } from './state/messages.js'

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
            onPress={() => dismiss(message)}
          />
        </div>
      ))}
    </div>
  )
}
