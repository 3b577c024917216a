/** The plane: what the network answers everywhere, and the examples on top. A place can be pointed at, and be chosen. */
import { useMemo, useRef } from 'preact/hooks'
import { showNumber } from '../controls/show-number.js'
import { theme } from '../state/theme.js'
import { type DataNews, MAP_SIZE, type Plane, type RunNews } from '../training/messages.js'
import { classColor, mapColors } from './colors.js'
import { MapCanvas, type Paint } from './map-canvas.js'
import { paintAnswer, rangeOf } from './maps.js'

interface AnswerMapProps {
  readonly data: DataNews
  readonly run: RunNews
  readonly plane: Plane
  /** The example whose numbers are shown. */
  readonly chosen: number | undefined
  readonly onChoose: (example: number) => void
}

/** The most points that are drawn. */
const MOST_POINTS = 1500

export function AnswerMap({ data, run, plane, chosen, onChoose }: AnswerMapProps) {
  const { map } = run
  const paint = useMemo<Paint | undefined>(
    () => (map === undefined ? undefined : (pixels, colors) => paintAnswer(pixels, colors, map, data)),
    [map, data],
  )
  const box = useRef<HTMLDivElement>(null)
  const onClick = (event: MouseEvent): void => {
    const { left, top, width, height } = box.current!.getBoundingClientRect()
    const x = plane.left + ((event.clientX - left) / width) * (plane.right - plane.left)
    const y = plane.top - ((event.clientY - top) / height) * (plane.top - plane.bottom)
    onChoose(nearest(plane, x, y))
  }
  return (
    <figure>
      <div class="plane" ref={box} onClick={onClick}>
        <MapCanvas label={`What the network answers for ${plane.xName} and ${plane.yName}`} paint={paint} />
        <Points data={data} plane={plane} chosen={chosen} />
      </div>
      <figcaption>
        {plane.xName} → from {showNumber(plane.left)} to {showNumber(plane.right)}; {plane.yName} ↑ from{' '}
        {showNumber(plane.bottom)} to {showNumber(plane.top)}. Points with a {theme.value === 'dark' ? 'light' : 'dark'}{' '}
        ring are for validation.{' '}
        {hasOthers(data, plane) && 'The map is a slice: all other inputs are 0 there, their mean. '}
        {data.task === 'classes' && <Legend names={data.outputs} />}
      </figcaption>
    </figure>
  )
}

/** Whether there are more inputs than the map has directions, and they are no features of the place. */
const hasOthers = ({ inputs }: DataNews, { hasFeatures }: Plane): boolean => !hasFeatures && inputs.length > 2

function Legend({ names }: { names: readonly string[] }) {
  const colors = mapColors.value
  return (
    <>
      {names.map((name, k) => (
        <span key={name} class="class">
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <circle cx="5" cy="5" r="4.5" fill={classColor(colors, k, names.length)} />
          </svg>
          {name}
        </span>
      ))}
    </>
  )
}

function Points({ data, plane, chosen }: { data: DataNews; plane: Plane; chosen: number | undefined }) {
  const colors = mapColors.value
  const { targets, outputs, task, train, validation } = data
  const { middle, half } = rangeOf(targets)
  const place = (i: number) => ({
    cx: ((plane.x[i]! - plane.left) / (plane.right - plane.left)) * MAP_SIZE,
    cy: ((plane.top - plane.y[i]!) / (plane.top - plane.bottom)) * MAP_SIZE,
  })
  const fill = (i: number): string =>
    task === 'classes'
      ? classColor(colors, targets[i]!, outputs.length)
      : targets[i]! < middle - half / 10
        ? colors.negative
        : colors.positive
  const points = useMemo(() => {
    const draw = (i: number, isValidation: boolean) => (
      <circle
        key={i}
        {...place(i)}
        r={isValidation ? 1.4 : 1.2}
        fill={fill(i)}
        class={isValidation ? 'held' : undefined}
      />
    )
    return [
      ...train.slice(0, MOST_POINTS).map((i) => draw(i, false)),
      ...validation.slice(0, MOST_POINTS).map((i) => draw(i, true)),
    ]
  }, [data, plane, colors])
  return (
    <svg viewBox={`0 0 ${MAP_SIZE} ${MAP_SIZE}`} aria-hidden="true">
      {points}
      {chosen !== undefined && <circle {...place(chosen)} r="3" class="chosen" />}
    </svg>
  )
}

function nearest({ x, y, left, right, bottom, top }: Plane, toX: number, toY: number): number {
  let best = 0
  let least = Infinity
  for (let i = 0; i < x.length; i++) {
    const distance = ((x[i]! - toX) / (right - left)) ** 2 + ((y[i]! - toY) / (top - bottom)) ** 2
    if (distance < least) [best, least] = [i, distance]
  }
  return best
}
