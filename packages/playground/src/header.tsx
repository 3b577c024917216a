/** The line at the top: the name, undo and redo, help, and light or dark. */
import { useState } from 'preact/hooks'
import { Button } from './controls/button.js'
import { canRedo, canUndo, redo, undo } from './state/page.js'
import { theme, toggleTheme } from './state/theme.js'

export function Header() {
  const [helps, setHelps] = useState(false)
  document.documentElement.classList.toggle('helps', helps)
  return (
    <header>
      <h1>Gradus</h1>
      <Button label="Undo" icon="↶" help="Takes the last change back." disabled={!canUndo.value} onPress={undo} />
      <Button label="Redo" icon="↷" help="Makes the change again." disabled={!canRedo.value} onPress={redo} />
      <Button
        label="Help"
        icon="?"
        help="Shows the help text of every control, or hides them again."
        pressed={helps}
        onPress={() => setHelps(!helps)}
      />
      <Button
        label={theme.value === 'dark' ? 'Light colors' : 'Dark colors'}
        icon="◐"
        help="Changes between light and dark colors."
        onPress={toggleTheme}
      />
    </header>
  )
}
