/** What a unit, or the whole network, answers at each place of the plane, as colors on a canvas. */
import { useEffect, useRef } from 'preact/hooks'
import { MAP_SIZE } from '../training/messages.js'
import { mapColors, type MapColors } from './colors.js'

export type Paint = (pixels: Uint32Array, colors: MapColors) => void

interface MapCanvasProps {
  /** '' for a canvas whose surroundings say what it shows. */
  readonly label: string
  /** Writes a packed pixel for each place. Undefined for an empty canvas. */
  readonly paint: Paint | undefined
  /** The places along each side. */
  readonly size?: number
}

export function MapCanvas({ label, paint, size = MAP_SIZE }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = mapColors.value
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!
    if (paint === undefined) return context.clearRect(0, 0, size, size)
    const image = context.createImageData(size, size)
    paint(new Uint32Array(image.data.buffer), colors)
    context.putImageData(image, 0, 0)
  }, [paint, colors, size])
  const name = label === '' ? { 'aria-hidden': true } : ({ role: 'img', 'aria-label': label } as const)
  return <canvas ref={canvas} class="map" width={size} height={size} {...name} />
}
