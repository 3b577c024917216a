/** The picture of a unit: how its z changes with each pixel if the inputs are pixels, else what it answers over the plane. */
import { useMemo } from 'preact/hooks'
import type { DataNews, RunNews } from '../training/messages.js'
import type { UnitId } from './drawing.js'
import { MapCanvas, type Paint } from './map-canvas.js'
import { paintSigns, paintUnit, UNIT_MAP_SIZE, unitMap } from './maps.js'

export interface UnitPictureProps {
  readonly data: DataNews
  readonly run: RunNews
  /** For images: how the z of each unit changes with each pixel. */
  readonly slopes: readonly (readonly Float64Array[])[] | undefined
  readonly unit: UnitId
  /** '' if the surroundings say what it shows. */
  readonly label: string
}

/** A table with fewer than two columns of numbers has neither pixels nor a plane. */
export const hasPicture = ({ run, slopes }: Pick<UnitPictureProps, 'run' | 'slopes'>): boolean =>
  slopes !== undefined || run.map !== undefined

export function UnitPicture({ data, run: { map }, slopes, unit: { layer, unit }, label }: UnitPictureProps) {
  const paint = useMemo<Paint | undefined>(() => {
    if (slopes !== undefined) return (pixels, colors) => paintSigns(pixels, colors, slopes[layer - 1]![unit]!)
    return map && ((pixels, colors) => paintUnit(pixels, colors, unitMap(map, data.sizes, layer, unit)))
  }, [map, slopes, data, layer, unit])
  return <MapCanvas label={label} paint={paint} size={data.side ?? UNIT_MAP_SIZE} />
}
