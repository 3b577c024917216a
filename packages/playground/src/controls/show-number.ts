/** Numbers for people: each has the same digits and the same minus sign wherever it stands. */
import { formatNumber, withMinus } from '@gradus/svg'

/** The digits of the numbers in texts and in graphs. Explanations have as many. */
export const DIGITS = 4

/** In a few digits, where there is little room. */
export const showNumber = (x: number, digits = 3): string => withMinus(formatNumber(x, digits))

/** As explanations write it: all digits before the point stay. */
export function fullNumber(x: number): string {
  const size = Math.abs(x)
  if (!Number.isFinite(x) || size >= 1e15) return showNumber(x, DIGITS)
  return withMinus(String(size >= 10 ** DIGITS ? Math.round(x) : Number(x.toPrecision(DIGITS)) || 0))
}
