/** The numbers of variables, as people type them. */
import { parseExpression } from '@gradus/expression'
import { SettingError } from '../state/setting.js'

/**
 * The number of a text: −0.5, 1e-300, ∞, NaN, or a calculation such as 1/3 or sqrt(2).
 *
 * @throws SettingError for a text that is no number
 */
export function readNumber(text: string): number {
  if (text.trim() === '') throw new SettingError('Enter a number.')
  try {
    const { names, evaluate } = parseExpression(
      text
        .replaceAll('−', '-')
        .replaceAll('∞', 'Infinity')
        .replace(/\binf(inity)?\b/i, 'Infinity'),
    )
    if (names.length === 0) return evaluate()
  } catch {
    // the message below says more to someone who types a number
  }
  throw new SettingError(`“${text.slice(0, 40)}” is not a number. Enter one such as −0.5, 1/3, ∞ or NaN.`)
}

/** How far a slider goes to each side of 0: to 5, 10, 20, 50, 100, …, so that the number is not at its end. */
export function reachOf(value: number): number {
  const size = 1.25 * Math.abs(value)
  if (!(size <= 1e300) || size <= 5) return 5
  const power = 10 ** Math.floor(Math.log10(size))
  return [1, 2, 5, 10].map((times) => times * power).find((reach) => reach >= size) ?? 10 * power
}
