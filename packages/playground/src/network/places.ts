/** Where units stand in the picture of a network: one column for each layer, in pixels. */
export interface Place {
  /** The layer, from 0 for the inputs, and the unit in it. */
  readonly layer: number
  readonly unit: number
  /** The upper left corner. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Whether it belongs to a layer of many units. */
  readonly isSmall: boolean
}

/** Where a layer says how many of its units are not drawn. */
export interface More {
  readonly layer: number
  readonly count: number
  /** The first unit of those that come next. */
  readonly next: number
  readonly x: number
  readonly y: number
}

export interface Places {
  readonly units: readonly Place[]
  readonly more: readonly More[]
  readonly width: number
  readonly height: number
}

/** The side of a unit, and the distance to the next one below. An input may be wider, for its name. */
const [UNIT, ROW] = [40, 56]
/** The same in a layer of more units than `FEW`. */
const [SMALL_UNIT, SMALL_ROW] = [26, 40]
const FEW = 10
const TOP = 4
/** Beside the outputs, whose biases may be wider than a unit. */
export const MARGIN = 24
/** Between two layers on a wide page, and the least there. */
const [GAP, LEAST_WIDE_GAP] = [96, 64]
/** Between two layers on a narrow page, and the least, which the links still need to be told apart. */
const [SMALL_GAP, LEAST_GAP] = [40, 18]
/** The room for a network on the narrowest page, which is 360 pixels wide. */
const NARROWEST = 328
/** The most units of a layer that are drawn at once. Those of a larger layer are drawn part by part. */
const MOST = 16
const PART = MOST - 1

/** The first unit of the part of its layer that has this unit. */
export const partOf = (size: number, unit: number): number => (size > MOST ? unit - (unit % PART) : 0)

/**
 * @param first the first unit that is drawn, for each layer
 * @param gap between two layers
 * @param margin beside the outputs
 */
export function placesOf(
  sizes: readonly number[],
  inputWidth: number,
  first: readonly number[],
  gap: number,
  margin: number,
): Places {
  const inputs = Math.max(UNIT, inputWidth)
  const rowOf = (layer: number) => (sizes[layer]! > FEW ? SMALL_ROW : ROW)
  const heightOf = (layer: number) => Math.min(sizes[layer]!, MOST) * rowOf(layer)
  const height = sizes.reduce((most, _, layer) => Math.max(most, heightOf(layer)), 0)
  const place = (layer: number, row: number) => ({
    x: layer === 0 ? 0 : inputs + gap + (layer - 1) * (UNIT + gap),
    y: TOP + (height - heightOf(layer)) / 2 + row * rowOf(layer),
  })
  const unitPlace = (layer: number, row: number): Place => {
    const isSmall = sizes[layer]! > FEW
    const side = isSmall ? SMALL_UNIT : UNIT
    const size = { width: layer === 0 ? inputs : side, height: side, isSmall }
    return { layer, unit: first[layer]! + row, ...place(layer, row), ...size }
  }
  const more = (layer: number): More => {
    const [size, from] = [sizes[layer]!, first[layer]!]
    const drawn = Math.min(PART, size - from)
    return { layer, count: size - drawn, next: from + drawn < size ? from + drawn : 0, ...place(layer, PART) }
  }
  return {
    units: sizes.flatMap((size, layer) => {
      const drawn = size > MOST ? Math.min(PART, size - first[layer]!) : size
      return Array.from({ length: drawn }, (_, row) => unitPlace(layer, row))
    }),
    more: sizes.flatMap((size, layer) => (size > MOST ? [more(layer)] : [])),
    width: inputs + (sizes.length - 1) * (gap + UNIT) + margin,
    height: TOP + height,
  }
}

/** Between two layers on a wide page. Names beside the outputs take their room from there, so that the network still fits. */
export const wideGap = (sizes: readonly number[], margin: number): number =>
  Math.max(LEAST_WIDE_GAP, GAP - (margin - MARGIN) / (sizes.length - 1))

/** Between two layers on a narrow page: the network fits into the narrowest one, if it can. */
export const smallGap = (sizes: readonly number[], inputWidth: number): number =>
  Math.min(SMALL_GAP, Math.max(LEAST_GAP, (NARROWEST - MARGIN - inputWidth) / (sizes.length - 1) - UNIT))

/** The unit that an arrow key leads to. Undefined if there is none. */
export function neighborOf(
  { units }: Places,
  sizes: readonly number[],
  { layer, unit }: { layer: number; unit: number },
  key: string,
): { layer: number; unit: number } | undefined {
  const moves: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } // oxfmt-ignore
  const [dl, du] = moves[key] ?? [0, 0]
  if (dl === 0 && du === 0) return undefined
  const to = unit + du
  if (dl === 0) return to >= 0 && to < sizes[layer]! ? { layer, unit: to } : undefined
  const here = units.find((place) => place.layer === layer && place.unit === unit)
  const column = units.filter((place) => place.layer === layer + dl)
  return column.sort((a, b) => Math.abs(a.y - here!.y) - Math.abs(b.y - here!.y))[0]
}
