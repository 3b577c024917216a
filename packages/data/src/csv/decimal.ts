/** Compares decimal numbers exactly, from their digits. As doubles they would be rounded to 53 bits. */

/** The number ±0.d₁d₂d₃… · 10^top. Equal numbers have equal fields. */
export interface Decimal {
  /** False for 0. */
  negative: boolean
  /** The digits without zeros at either end. '' for 0. */
  digits: string
  /** The exponent. A bigint, because the exponent of a cell may have any number of digits. */
  top: bigint
}

/** Two groups of digits always have a point between them. Otherwise a long text that is not a number would take time n². */
const decimal = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i

/** Whether a text spells a decimal number of any size. */
export function isDecimal(text: string): boolean {
  return decimal.test(text)
}

/** The decimal number that a text spells, such as 7, -0.5, .5, 5., 1e-3 or 007. Undefined for any other text. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = decimal.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const all = whole + fraction
  const digits = all.replace(/^0+/, '')
  if (digits === '') return { negative: false, digits, top: 0n }
  const leadingZeros = all.length - digits.length
  const top = BigInt(whole.length - leadingZeros) + BigInt(exponent.replace('+', ''))
  return { negative: sign === '-', digits: withoutZerosAtEnd(digits), top }
}

/** A text that is the same for equal numbers and different for different numbers. */
export function decimalKey({ negative, digits, top }: Decimal): string {
  return `${negative ? '-' : ''}0.${digits}e${top}`
}

/** Negative if a < b, positive if a > b, 0 if they are equal. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (signOf(a) !== signOf(b)) return signOf(a) - signOf(b)
  return a.negative ? compareSizes(b, a) : compareSizes(a, b)
}

/** Whether the number is an integer. */
export function isWhole({ digits, top }: Decimal): boolean {
  return top >= BigInt(digits.length)
}

function signOf({ negative, digits }: Decimal): number {
  return digits === '' ? 0 : negative ? -1 : 1
}

function compareSizes(a: Decimal, b: Decimal): number {
  if (a.top !== b.top) return a.top < b.top ? -1 : 1
  return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0
}

/** The digits without trailing zeros. The pattern /0+$/ would take time n² on a text with n inner zeros. */
function withoutZerosAtEnd(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end--
  return digits.slice(0, end)
}
