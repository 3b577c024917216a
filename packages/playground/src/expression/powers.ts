/** Formulas for people: x² instead of x^2. */
const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** The text with whole exponents as small raised digits, which `parseExpression` reads too. */
export const withPowers = (text: string): string =>
  text.replace(/\^([-−]?)(\d+)(?![\d.eE\p{L}_])/gu, (_, sign: string, digits: string) => {
    return (sign === '' ? '' : '⁻') + Array.from(digits, (digit) => DIGITS[Number(digit)]).join('')
  })
