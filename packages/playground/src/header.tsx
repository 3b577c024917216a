/** The line at the top: the name, undo and redo, sharing, pictures, help, and light or dark. What is unfolded stands below. */
import { useEffect, useState } from 'preact/hooks'
import { Button } from './controls/button.js'
import { Icon } from './controls/icon.js'
import { followUndoKeys } from './controls/undo-keys.js'
import { HelpPanel } from './help-panel.js'
import { OpenFile } from './share/open-file.js'
import { PicturesPanel } from './share/pictures-panel.js'
import { share } from './share/share.js'
import { canRedo, canUndo, redo, undo } from './state/page.js'
import { theme, toggleTheme } from './state/theme.js'

export function Header() {
  const [unfolded, unfold] = useState<'help' | 'pictures'>()
  const toggle = (panel: 'help' | 'pictures') => unfold(unfolded === panel ? undefined : panel)
  const isDark = theme.value === 'dark'
  useEffect(followUndoKeys, [])
  document.documentElement.classList.toggle('helps', unfolded === 'help')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') unfold(undefined)
  }
  return (
    <header onKeyDown={onKeyDown}>
      <div class="bar">
        <h1>Gradus</h1>
        <Button
          label="Undo"
          icon={<Icon of="undo" />}
          help="Takes the last change back. Control+Z does the same."
          disabled={!canUndo.value}
          onPress={undo}
        />
        <Button
          label="Redo"
          icon={<Icon of="redo" />}
          help="Makes the change again. Control+Shift+Z does the same."
          disabled={!canRedo.value}
          onPress={redo}
        />
        <Button
          label="Share"
          icon={<Icon of="share" />}
          isNamed
          help="Copies a link with the settings and the weights. If the link would be too long, saves a file instead."
          onPress={() => void share()}
        />
        <OpenFile />
        <Button
          label="Pictures"
          icon={<Icon of="picture" />}
          isNamed
          help="Saves a graph or a plot that is shown, as SVG or PNG."
          expanded={unfolded === 'pictures'}
          onPress={() => toggle('pictures')}
        />
        <Button
          label="Help"
          icon={<Icon of="help" />}
          isNamed
          help="Shows the help text of every control, or hides them again."
          expanded={unfolded === 'help'}
          onPress={() => toggle('help')}
        />
        <Button
          label={isDark ? 'Light colors' : 'Dark colors'}
          icon={<Icon of={isDark ? 'light' : 'dark'} />}
          help="Changes between light and dark colors."
          onPress={toggleTheme}
        />
      </div>
      {unfolded === 'pictures' && <PicturesPanel />}
      {unfolded === 'help' && <HelpPanel onTour={() => unfold(undefined)} />}
    </header>
  )
}
