/** The names of the outputs, mostly of classes, which stand beside them. */
import type { DataNews } from '../training/messages.js'
import { MARGIN } from './places.js'

const [CHARACTER, BORDERS, MOST] = [7, 12, 110]

/** None if the network has one output for two classes. */
const namesOf = ({ outputs, sizes }: DataNews): readonly string[] => (outputs.length === sizes.at(-1) ? outputs : [])

export const outputName = (data: DataNews, unit: number): string | undefined => namesOf(data)[unit]

/** The room beside the outputs, in pixels: as wide as the longest name, within limits. A narrow page has none for long names. */
export function outputMargin(data: DataNews, isNarrow: boolean): number {
  const longest = namesOf(data).reduce((most, name) => Math.max(most, name.length), 0)
  return isNarrow ? MARGIN : Math.min(MOST, Math.max(MARGIN, CHARACTER * longest + BORDERS))
}

/** Whether the name has room there. A longer one ends in an ellipsis if that is short, and is left out on a narrow page. */
export const isNamed = (name: string, margin: number): boolean =>
  margin > MARGIN || CHARACTER * name.length + BORDERS <= margin
