/** What a unit, or the whole network, answers at each place of the plane, as colors on a canvas. */
import { useEffect, useRef } from 'preact/hooks'
import { MAP_SIZE } from '../training/messages.js'
import { mapColors, type MapColors } from './colors.js'

export type Paint = (pixels: Uint32Array, colors: MapColors) => void

interface MapCanvasProps {
  readonly label: string
  /** Writes a packed pixel for each place. Undefined for an empty canvas. */
  readonly paint: Paint | undefined
}

export function MapCanvas({ label, paint }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = mapColors.value
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!
    if (paint === undefined) return context.clearRect(0, 0, MAP_SIZE, MAP_SIZE)
    const image = context.createImageData(MAP_SIZE, MAP_SIZE)
    paint(new Uint32Array(image.data.buffer), colors)
    context.putImageData(image, 0, 0)
  }, [paint, colors])
  return <canvas ref={canvas} class="map" width={MAP_SIZE} height={MAP_SIZE} role="img" aria-label={label} />
}
