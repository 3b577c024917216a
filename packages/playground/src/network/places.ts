/** Where units stand in the picture of a network: one column for each layer, in pixels. */
export interface Place {
  /** The layer, from 0 for the inputs, and the unit in it. */
  readonly layer: number
  readonly unit: number
  /** The upper left corner. */
  readonly x: number
  readonly y: number
  readonly width: number
}

export interface Places {
  readonly units: readonly Place[]
  /** Units of a layer that are not drawn, and where … stands for them. */
  readonly hidden: readonly { readonly layer: number; readonly count: number; readonly x: number; readonly y: number }[]
  readonly width: number
  readonly height: number
}

/** The side of a unit. An input may be wider, for its name. */
export const UNIT = 40
const [ROW, TOP] = [56, 4]
/** Beside the outputs, whose biases may be wider than a unit. */
const MARGIN = 24
/** Between two layers on a wide page. */
export const GAP = 96
/** Between two layers on a narrow page, and the least, which the links still need to be told apart. */
const [SMALL_GAP, LEAST_GAP] = [40, 18]
/** The room for a network on the narrowest page, which is 360 pixels wide. */
const NARROWEST = 328
/** The most units of a layer that are drawn. Of a larger layer the first are. */
const MOST = 10

export function placesOf(sizes: readonly number[], inputWidth: number, gap = GAP): Places {
  const first = Math.max(UNIT, inputWidth)
  const shown = sizes.map((size) => (size > MOST ? MOST - 1 : size))
  const rows = Math.max(...sizes.map((size) => Math.min(size, MOST)))
  const place = (layer: number, row: number) => ({
    x: layer === 0 ? 0 : first + gap + (layer - 1) * (UNIT + gap),
    width: layer === 0 ? first : UNIT,
    y: TOP + ((rows - Math.min(sizes[layer]!, MOST)) * ROW) / 2 + row * ROW,
  })
  return {
    units: shown.flatMap((count, layer) =>
      Array.from({ length: count }, (_, unit) => ({ layer, unit, ...place(layer, unit) })),
    ),
    hidden: sizes.flatMap((size, layer) =>
      size > MOST ? [{ layer, count: size - shown[layer]!, ...place(layer, MOST - 1) }] : [],
    ),
    width: first + (sizes.length - 1) * (gap + UNIT) + MARGIN,
    height: TOP + rows * ROW,
  }
}

/** Between two layers on a narrow page: the network fits into the narrowest one, if it can. */
export const smallGap = (sizes: readonly number[], inputWidth: number): number =>
  Math.min(SMALL_GAP, Math.max(LEAST_GAP, (NARROWEST - MARGIN - inputWidth) / (sizes.length - 1) - UNIT))

/** The unit that an arrow key leads to. Undefined if there is none. */
export function neighborOf({ units }: Places, layer: number, unit: number, key: string): Place | undefined {
  const moves: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } // oxfmt-ignore
  const [dl, du] = moves[key] ?? [0, 0]
  if (dl === 0 && du === 0) return undefined
  if (dl === 0) return units.find((place) => place.layer === layer && place.unit === unit + du)
  const here = units.find((place) => place.layer === layer && place.unit === unit)
  const column = units.filter((place) => place.layer === layer + dl)
  return column.sort((a, b) => Math.abs(a.y - here!.y) - Math.abs(b.y - here!.y))[0]
}
