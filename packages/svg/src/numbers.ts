/** Formats the numbers of drawings and plots. */

/**
 * Returns `x` rounded to `digits` significant digits (1 to 17), in the shortest form that shows no digits beyond these:
 * 123456 in four digits is 1.235e5, not 123500. Infinities are ∞ and -∞, and minus zero is 0.
 *
 * @example
 * formatNumber(-12) // => '-12'
 * formatNumber(2 / 3) // => '0.6667'
 * formatNumber(123456, 4) // => '1.235e5'
 */
export function formatNumber(x: number, digits = 4): string {
  if (Number.isNaN(x)) return 'NaN'
  if (Math.abs(x) === Infinity) return x > 0 ? '∞' : '-∞'
  const rounded = Number(x.toPrecision(digits))
  if (!Number.isFinite(rounded)) return x.toExponential().replace('e+', 'e') // rounding up would exceed the largest double
  const size = Math.abs(rounded)
  const short = size === 0 || (size >= 1e-4 && size < 1e7 && (size < 10 ** digits || rounded === x))
  return short ? String(rounded) : rounded.toExponential().replace('e+', 'e')
}

/**
 * Returns the text with minus signs (−) in place of the hyphens of its numbers. A minus sign is as wide as a plus. Hyphens in
 * names stay.
 *
 * @example
 * withMinus('data -1.5e-7, e-mail') // => 'data −1.5e−7, e-mail'
 */
export const withMinus = (text: string): string => text.replace(/(?<=^|[\s(]|\de)-(?=[\d∞])/g, '−')
