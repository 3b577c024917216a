/** The button that opens a file with a state or a model. The browser's own field for files is hidden behind it. */
import { useRef } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { Icon } from '../controls/icon.js'
import { openFile } from './share.js'

export function OpenFile() {
  const input = useRef<HTMLInputElement>(null)
  const onChange = (): void => {
    const file = input.current!.files?.[0]
    if (file !== undefined) void openFile(file)
    input.current!.value = '' // the same file can be chosen again
  }
  return (
    <>
      <Button
        label="Open a file"
        icon={<Icon of="open" />}
        help="Opens a file that Share has saved, or a model: of this page, of gradus train, or of the packages."
        onPress={() => input.current!.click()}
      />
      <input ref={input} type="file" accept=".json,application/json" hidden onChange={onChange} />
    </>
  )
}
