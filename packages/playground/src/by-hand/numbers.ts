/** Numbers as the course prints them: six digits, a real minus, a power of ten. */

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** `−0.0380982`, `1.5·10⁻⁷` */
export function numberText(x: number, digits = 6): string {
  if (Number.isNaN(x)) return 'NaN'
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞'
  const [mantissa, exponent] = String(Number(x.toPrecision(digits))).split('e') as [string, string?]
  const power = [...(exponent ?? '')].map((c) => (c === '-' ? '⁻' : c === '+' ? '' : SUPERSCRIPTS[Number(c)])).join('')
  return (mantissa + (exponent === undefined ? '' : `·10${power}`)).replace('-', '−')
}

/** A number that follows an operator: in parentheses if it is negative. */
export const operand = (x: number, digits = 6): string => (x < 0 ? `(${numberText(x, digits)})` : numberText(x, digits))
