/** The pictures that are shown now, each with buttons that save it. */
import { useEffect, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { state } from '../state/page.js'
import { type Picture, picturesShown, savePng, saveSvg } from './pictures.js'

export function PicturesPanel() {
  const [pictures, setPictures] = useState<readonly Picture[]>([])
  // The view is drawn after this panel, and may draw again at any time.
  useEffect(() => {
    const look = () => setPictures(picturesShown())
    const timer = window.setInterval(look, 500)
    look()
    return () => window.clearInterval(timer)
  }, [state.value.page.view])
  return (
    <section class="panel" aria-label="Pictures">
      {pictures.length === 0 && <p>This view shows no picture now.</p>}
      <ul class="pictures">
        {pictures.map((picture) => (
          <li key={picture.label}>
            <span>{picture.label}</span>
            <Button
              label={`Save ${picture.label} as SVG`}
              icon="SVG"
              help="A drawing that stays sharp at any size."
              onPress={() => void saveSvg(picture)}
            />
            <Button
              label={`Save ${picture.label} as PNG`}
              icon="PNG"
              help="An image with twice as many pixels as here. The first one loads the renderer, about a megabyte."
              onPress={() => void savePng(picture)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
