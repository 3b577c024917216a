/** Units as boxes with their sums, links with their weights, and a field for each number that can be edited. */
import { FONT, textWidth } from '@gradus/svg'
import { NumberInput } from '../controls/fields.js'
import { numberText } from './numbers.js'
import { someNumber } from './settings.js'

/** A number that the user can edit. */
export interface Field {
  readonly label: string
  readonly help: string
  readonly value: number
  readonly onChange: (value: number) => void
}

/** A line of a box: what it is, and its number. Lines of a sum stand above the rule, its result below. */
export interface Row {
  readonly left: string
  readonly right: string
  readonly kind?: 'term' | 'sum' | 'gradient'
}

export interface Box {
  readonly id: string
  readonly title: string
  readonly color: string
  /** The center and the size, in pixels. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly symbol: string
  readonly field: Field
  readonly rows: readonly Row[]
}

export interface Link {
  readonly id: string
  /** Where it begins and ends. */
  readonly from: readonly [x: number, y: number]
  readonly to: readonly [x: number, y: number]
  /** Where its field stands, from 0 at the beginning to 1 at the end. */
  readonly at: number
  readonly symbol: string
  /** A weight, or undefined for a plain arrow. */
  readonly field: Field | undefined
  /** The number that the next update gives. */
  readonly next: string
}

interface DrawingProps {
  readonly label: string
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly links: readonly Link[]
}

const [FIELD_WIDTH, FIELD_HEIGHT, LINE] = [84, 26, 20]
const color = (name: string): string => `var(--gradus-${name})`

export function Drawing({ label, width, height, boxes, links }: DrawingProps) {
  const largest = Math.max(1e-9, ...links.map(({ field }) => Math.abs(field?.value ?? 0)))
  const fields = [
    ...boxes.map((box) => ({ id: box.id, field: box.field, ...fieldPlace(box) })),
    ...links.flatMap((link) => (link.field === undefined ? [] : [{ id: link.id, field: link.field, ...middle(link) }])),
  ]
  return (
    <div class="graph">
      <div class="worked" style={{ width: `${width}px`, height: `${height}px` }}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="img"
          aria-label={label}
          font-family={FONT}
        >
          {links.map((link) => (
            <DrawnLink key={link.id} {...link} largest={largest} />
          ))}
          {boxes.map((box) => (
            <DrawnBox key={box.id} {...box} />
          ))}
        </svg>
        {fields.map(({ id, field, x, y }) => (
          <div key={id} class="place" style={{ left: `${x - FIELD_WIDTH / 2}px`, top: `${y - FIELD_HEIGHT / 2}px` }}>
            <NumberInput {...field} hideLabel read={someNumber.read} />
          </div>
        ))}
      </div>
    </div>
  )
}

const middle = ({ from, to, at }: Link) => ({
  x: from[0] + (to[0] - from[0]) * at,
  y: from[1] + (to[1] - from[1]) * at,
})

/** The field of a box stands in its second line, after its symbol. */
const fieldPlace = ({ x, y, width, height, symbol }: Box) => ({
  x: x - width / 2 + 14 + textWidth(symbol, 12) + FIELD_WIDTH / 2,
  y: y - height / 2 + 40,
})

function DrawnLink(link: Link & { largest: number }) {
  const { from, to, symbol, field, next, largest } = link
  const { x, y } = middle(link)
  const weight = field?.value
  return (
    <g>
      <path
        d={`M${from.join(' ')}L${to.join(' ')}`}
        stroke={color(weight === undefined ? 'border' : weight < 0 ? 'negative' : 'positive')}
        stroke-width={weight === undefined ? 1.5 : 1 + (4 * Math.abs(weight)) / largest}
        stroke-dasharray={weight !== undefined && weight < 0 ? '6 4' : undefined}
        stroke-opacity={weight === undefined ? 1 : 0.6}
      />
      {weight === undefined ? null : <FieldText x={x} y={y} value={weight} />}
      <Halo x={x} y={y - 18} text={symbol} fill={color('muted')} />
      <Halo x={x} y={y + 27} text={next} fill={color('positive')} />
    </g>
  )
}

/** Text on a link. */
function Halo({ x, y, text, fill }: { x: number; y: number; text: string; fill: string }) {
  if (text === '') return null
  const width = textWidth(text, 12) + 6
  return (
    <>
      <rect x={x - width / 2} y={y - 12} width={width} height={16} rx={3} fill={color('background')} />
      <text x={x} y={y} font-size={12} fill={fill} text-anchor="middle">
        {text}
      </text>
    </>
  )
}

/** The number of a field, which lies above it in the page. Saved pictures show it. */
function FieldText({ x, y, value }: { x: number; y: number; value: number }) {
  return (
    <>
      <rect x={x - FIELD_WIDTH / 2} y={y - FIELD_HEIGHT / 2} width={FIELD_WIDTH} height={FIELD_HEIGHT} rx={4} fill={color('background')} stroke={color('border')} />
      <text x={x} y={y + 4} font-size={13} fill={color('text')} text-anchor="middle">
        {numberText(value)}
      </text>
    </>
  ) // oxfmt-ignore
}

/** Smaller where the term and its number would touch. */
const sizeOf = (what: string, number: string, width: number): number =>
  textWidth(what, 12) + textWidth(number, 12) + 24 > width ? 10.5 : 12

function DrawnBox(box: Box) {
  const { title, x, y, width, height, symbol, field, rows } = box
  const [left, right, top] = [x - width / 2, x + width / 2, y - height / 2]
  const place = fieldPlace(box)
  const gradient = rows.findIndex(({ kind }) => kind === 'gradient')
  const line = (i: number) => top + 72 + i * LINE
  return (
    <g>
      <rect x={left} y={top} width={width} height={height} rx={10} fill={color(box.color)} stroke={color('border')} />
      {gradient >= 0 && <rect x={left + 1} y={line(gradient) - 15} width={width - 2} height={LINE} fill={color('gradient')} />}
      <text x={x} y={top + 19} font-size={13} font-weight="bold" fill={color('text')} text-anchor="middle">
        {title}
      </text>
      <text x={left + 9} y={place.y + 4} font-size={12} fill={color('text')}>
        {symbol}
      </text>
      <FieldText {...place} value={field.value} />
      {rows.map(({ left: what, right: number, kind }, i) => (
        <g key={i}>
          {kind === 'sum' && <path d={`M${left + 9} ${line(i) - 15}H${right - 9}`} stroke={color('text')} />}
          <text x={left + 9} y={line(i)} font-size={sizeOf(what, number, width)} fill={color('text')}>
            {what}
          </text>
          <text x={right - 9} y={line(i)} font-size={12} fill={color('text')} text-anchor="end" font-weight={kind === undefined || kind === 'term' ? undefined : 'bold'}>
            {number}
          </text>
        </g>
      ))}
    </g>
  ) // oxfmt-ignore
}
