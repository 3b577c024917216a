/** The network: units with their maps, and links as wide as their weights are large. One stop of the Tab key. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { DataNews, RunNews } from '../training/messages.js'
import { showNumber } from '../controls/show-number.js'
import { useIsNarrow } from '../controls/use-is-narrow.js'
import { inputWidth, originalOf } from './inputs.js'
import { firstParameter, type UnitNumbers } from './model.js'
import { isNamed, outputMargin, outputName } from './output-names.js'
import { neighborOf, type Place, placesOf, smallGap, wideGap } from './places.js'
import { hasPicture, UnitPicture } from './unit-picture.js'
import { useSeldom } from './use-seldom.js'

/** A unit, by its layer and its place there. Layer 0 has the inputs. */
export interface UnitId {
  readonly layer: number
  readonly unit: number
}

interface DrawingProps {
  readonly data: DataNews
  readonly run: RunNews
  /** What each unit computes for the chosen example. */
  readonly numbers: readonly (readonly UnitNumbers[])[]
  readonly input: ArrayLike<number>
  /** For images: how the z of each unit changes with each pixel. */
  readonly slopes: readonly (readonly Float64Array[])[] | undefined
  readonly selected: UnitId
  /** For each layer, the first unit that is drawn. */
  readonly first: readonly number[]
  readonly onSelect: (unit: UnitId) => void
  /** Enter on a unit, or a click on a link: shows its numbers. `from` is the unit that the link comes from. */
  readonly onOpen: (unit: UnitId, from?: number) => void
}

/** The least time between two drawings of the links while a run goes on, in milliseconds. They take longer than all else. */
const PAUSE = 500

export function Drawing({ data, run, numbers, input, slopes, selected, first, onSelect, onOpen }: DrawingProps) {
  const { sizes } = data
  const isNarrow = useIsNarrow()
  const margin = outputMargin(data, isNarrow)
  const places = useMemo(() => {
    const width = inputWidth(data)
    return placesOf(sizes, width, first, isNarrow ? smallGap(sizes, width) : wideGap(sizes, margin), margin)
  }, [data, first, isNarrow, margin])
  const group = useRef<HTMLDivElement>(null)
  const isMoving = useRef(false)
  useLayoutEffect(() => {
    if (isMoving.current) group.current!.querySelector<HTMLElement>('.unit[tabindex="0"]')?.focus()
    isMoving.current = false
  }, [selected, first])
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = neighborOf(places, sizes, selected, event.key)
    if (next !== undefined) {
      isMoving.current = true
      onSelect(next)
    } else if (event.key === 'Enter' && selected.layer > 0) onOpen(selected)
    else return
    event.preventDefault()
  }
  const weights = useMemo(() => ({ sizes, parameters: run.parameters }), [sizes, run.parameters])
  const seldom = useSeldom(weights, () => PAUSE)
  const shown = run.isRunning && seldom.sizes === sizes ? seldom : weights
  const links = useMemo(
    () => <Links places={places.units} {...shown} selected={selected} onOpen={onOpen} />,
    [places, shown, selected], // onOpen is a new function each time, but it does the same as long as the sizes are the same
  )
  const isSelected = ({ layer, unit }: Place) => layer === selected.layer && unit === selected.unit
  return (
    <div class="net-scroll">
      <div
        class={data.side === undefined ? 'net' : 'net images'}
        ref={group}
        role="group"
        aria-label="The network"
        style={{ width: `${places.width}px`, height: `${places.height}px` }}
        onKeyDown={onKeyDown}
      >
        <span id="unit-help" class="hidden">
          Arrow keys go from unit to unit. Enter shows the numbers of a unit.
        </span>
        <span id="more-help" class="hidden">
          Shows the next units of this layer. Arrow keys reach them too.
        </span>
        {links}
        {places.units.map((place) => (
          <button
            key={`${place.layer} ${place.unit}`}
            type="button"
            class={`unit${isSelected(place) ? ' selected' : ''}${place.isSmall ? ' small' : ''}`}
            data-unit={`${place.layer} ${place.unit}`}
            style={{
              left: `${place.x}px`,
              top: `${place.y}px`,
              width: `${place.width}px`,
              height: `${place.height}px`,
            }}
            title={nameOf(data, place)}
            tabIndex={isSelected(place) ? 0 : -1}
            aria-pressed={isSelected(place)}
            aria-describedby="unit-help"
            onFocus={() => onSelect(place)}
            onClick={() => place.layer > 0 && onOpen(place)}
          >
            <UnitFace place={place} data={data} run={run} input={input} numbers={numbers} slopes={slopes} />
          </button>
        ))}
        {places.units.map((place) => (
          <OutputName key={`${place.layer} ${place.unit}`} data={data} place={place} margin={margin} />
        ))}
        {places.more.map(({ layer, count, next, x, y }) => (
          <button
            key={layer}
            type="button"
            class="more"
            style={{ left: `${x}px`, top: `${y}px` }}
            title={`Units ${next + 1} and after`}
            tabIndex={-1}
            aria-describedby="more-help"
            onClick={() => onSelect({ layer, unit: next })}
          >
            +{count} more
          </button>
        ))}
      </div>
    </div>
  )
}

/** The whole name of an input or an output, for which there may be no room. */
const nameOf = (data: DataNews, { layer, unit }: Place): string | undefined =>
  layer === 0 ? data.inputs[unit] : layer === data.sizes.length - 1 ? outputName(data, unit) : undefined

/** The class of an output, beside it. Its title and its row among the answers say it too. */
function OutputName({ data, place, margin }: { data: DataNews; place: Place; margin: number }) {
  const name = place.layer === data.sizes.length - 1 ? outputName(data, place.unit) : undefined
  if (name === undefined || !isNamed(name, margin)) return null
  const style = {
    left: `${place.x + place.width}px`,
    top: `${place.y}px`,
    width: `${margin}px`,
    height: `${place.height}px`,
  }
  return (
    <span class="output-name" style={style} aria-hidden="true">
      {name}
    </span>
  )
}

type UnitFaceProps = { place: Place } & Pick<DrawingProps, 'data' | 'run' | 'input' | 'numbers' | 'slopes'>

/** What a unit shows. Screen readers hear the same, with the words that the picture says by its place. */
function UnitFace({ place, data, run, input, numbers, slopes }: UnitFaceProps) {
  const { layer, unit } = place
  if (layer === 0) return <InputFace data={data} unit={unit} x={input[unit]!} />
  const bias = run.parameters[firstParameter(data.sizes, layer, unit) + data.sizes[layer - 1]!]!
  const isOutput = layer === data.sizes.length - 1
  const { z, a } = numbers[layer - 1]![unit]!
  return (
    <>
      <span class="hidden">{isOutput ? 'Output' : `Layer ${layer}, unit`} </span>
      {hasPicture({ run, slopes }) ? (
        <>
          <span class="hidden">{unit + 1}</span>
          <UnitPicture data={data} run={run} slopes={slopes} unit={place} label="" />
        </>
      ) : (
        <small>{isOutput ? (data.outputs[unit] ?? unit + 1) : unit + 1}</small>
      )}
      <span class="hidden">{`: z = ${showNumber(z)}, a = ${showNumber(a)}, bias `}</span>
      <small class="bias">{showNumber(bias, 2)}</small>
    </>
  )
}

/** The name of an input and its number: for a standardized one that of the table first. */
function InputFace({ data, unit, x }: { data: DataNews; unit: number; x: number }) {
  const original = originalOf(data, unit, x)
  return (
    <>
      <span class="hidden">Input </span>
      <b>{data.inputs[unit]}</b>{' '}
      <small>
        {original !== undefined && (
          <>
            {showNumber(original)} <span aria-hidden="true">→ </span>
            <span class="hidden">standardized </span>
          </>
        )}
        {showNumber(x, 2)}
      </small>
    </>
  )
}

interface LinksProps {
  readonly places: readonly Place[]
  readonly sizes: readonly number[]
  readonly parameters: Float64Array
  readonly selected: UnitId
  readonly onOpen: DrawingProps['onOpen']
}

/** In pixels, in steps that the eye cannot tell apart, so that a small change of a weight draws nothing anew. */
function widthOf(weight: number, largest: number): number {
  if (!Number.isFinite(weight)) return 6
  return largest === 0 ? 0.5 : Math.round(10 * (0.5 + (5 * Math.abs(weight)) / largest)) / 10
}

/** Orange and solid above zero, blue and dashed below. */
function Links({ places, sizes, parameters, selected, onOpen }: LinksProps) {
  const links = places.flatMap((to) =>
    places
      .filter(({ layer }) => layer === to.layer - 1)
      .map((from) => ({ from, to, weight: parameters[firstParameter(sizes, to.layer, to.unit) + from.unit]! })),
  )
  const largest = links.reduce((most, { weight }) => Math.max(most, Math.abs(weight) || 0), 0)
  return (
    <svg aria-hidden="true">
      {links.map(({ from, to, weight }) => {
        const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2]
        const bend = (x2 - x1) / 2
        const d = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
        const isNear = to.layer === selected.layer && to.unit === selected.unit
        const kind = Number.isFinite(weight) ? (weight < 0 ? 'negative' : 'positive') : 'wrong'
        return (
          <g
            key={`${to.layer} ${to.unit} ${from.unit}`}
            class={isNear ? `link ${kind} near` : `link ${kind}`}
            onClick={() => onOpen(to, from.unit)}
          >
            <path d={d} stroke-width={widthOf(weight, largest)} />
            <path d={d} class="grip">
              <title>{`weight ${showNumber(weight)}`}</title>
            </path>
          </g>
        )
      })}
    </svg>
  )
}
