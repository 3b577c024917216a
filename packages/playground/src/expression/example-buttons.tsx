/** The examples of the course, each one click away. */
import { Button } from '../controls/button.js'
import { change } from '../state/page.js'
import { EXAMPLES } from './examples.js'

export const Examples = () => (
  <div class="row examples" role="group" aria-label="Examples">
    <span class="muted">Try:</span>
    {EXAMPLES.map(({ name, help, text, values, pass = 'right' }) => (
      <Button
        key={name}
        label={name}
        help={help}
        onPress={() => change('expression', { text, values, pass, along: '', range: [] })}
      />
    ))}
  </div>
)
