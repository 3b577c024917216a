/** How a training step is written out (lines.ts): as text, or in LaTeX for math mode. */
import type { HandActivationName } from '../by-hand.js'

export interface Notation {
  /** z₁⁽²⁾ for z, layer 2, unit 1; without a layer x₁. */
  symbol(name: string, indices: readonly number[], layer?: number): string
  number(x: number): string
  product(factors: readonly string[]): string
  sum(terms: readonly string[]): string
  parentheses(text: string): string
  fraction(above: string, below: string): string
  square(text: string): string
  call(name: string, x: string): string
  slope(name: string, x: string): string
  log(x: string): string
  partial(symbol: string): string
  /** Σ over the examples, or over all weights. */
  total(text: string): string
  readonly minus: string
  readonly alpha: string
  readonly lambda: string
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const inDigits = (x: number, digits: string): string =>
  [...String(x)].map((c) => [...digits][Number(c)] ?? '⁻').join('')

/** With commas where a number has two digits: Θ₁,₁₀. */
const listed = (numbers: readonly number[], show: (x: number) => string): string =>
  numbers.map(show).join(numbers.some((x) => x > 9) ? ',' : '')

/** At most so many digits; 1.5e-7 has a power of ten. */
const decimal = (x: number, digits: number): [mantissa: string, exponent: number] => {
  const [mantissa, exponent = '0'] = String(Number(x.toPrecision(digits))).split('e') as [string, string?]
  return [mantissa, Number(exponent)]
}

export const textNotation = (digits: number): Notation => ({
  symbol: (name, indices, layer) =>
    name +
    listed(indices, (x) => inDigits(x, SUBSCRIPTS)) +
    (layer === undefined ? '' : `⁽${inDigits(layer, SUPERSCRIPTS)}⁾`),
  number: (x) => {
    const [mantissa, exponent] = decimal(x, digits)
    return (mantissa + (exponent === 0 ? '' : `·10${inDigits(exponent, SUPERSCRIPTS)}`)).replace('-', '−')
  },
  product: (factors) => factors.join('·'),
  sum: (terms) => terms.join(' + '),
  parentheses: (text) => `(${text})`,
  fraction: (above, below) =>
    `${/[ ·]/.test(above) ? `(${above})` : above}/${/[ ·]/.test(below) ? `(${below})` : below}`,
  square: (text) => `${text}²`,
  call: (name, x) => `${name}(${x})`,
  slope: (name, x) => `${name}′(${x})`,
  log: (x) => `log(${x})`,
  partial: (symbol) => `∂J/∂${symbol}`,
  total: (text) => `Σ ${text}`,
  minus: '−',
  alpha: 'α',
  lambda: 'λ',
})

export const latexNotation = (digits: number): Notation => ({
  symbol: (name, indices, layer) =>
    `${LATEX_NAMES[name] ?? name}${indices.length === 0 ? '' : `_{${listed(indices, String)}}`}${layer === undefined ? '' : `^{(${layer})}`}`,
  number: (x) => {
    const [mantissa, exponent] = decimal(x, digits)
    return mantissa.replace('Infinity', '\\infty') + (exponent === 0 ? '' : ` \\cdot 10^{${exponent}}`)
  },
  product: (factors) => factors.join(' \\cdot '),
  sum: (terms) => terms.join(' + '),
  parentheses: (text) => `\\left(${text}\\right)`,
  fraction: (above, below) => `\\frac{${above}}{${below}}`,
  square: (text) => `${text}^{2}`,
  call: (name, x) => `\\operatorname{${name}}\\left(${x}\\right)`,
  slope: (name, x) => `\\operatorname{${name}}'\\left(${x}\\right)`,
  log: (x) => `\\log\\left(${x}\\right)`,
  partial: (symbol) => `\\frac{\\partial J}{\\partial ${symbol}}`,
  total: (text) => `\\sum ${text}`,
  minus: '-',
  alpha: '\\alpha',
  lambda: '\\lambda',
})

const LATEX_NAMES: Readonly<Record<string, string>> = { Θ: '\\Theta', δ: '\\delta' }

/** What the activations and their slopes are. */
export const definitions: Readonly<Record<HandActivationName, readonly [text: string, latex: string]>> = {
  linear: ['linear(z) = z, linear′(z) = 1', "\\operatorname{linear}(z) = z,\\ \\operatorname{linear}'(z) = 1"],
  sigmoid: [
    'sigmoid(z) = 1 / (1 + exp(−z)), sigmoid′(z) = sigmoid(z)·(1 − sigmoid(z))',
    "\\operatorname{sigmoid}(z) = \\frac{1}{1 + e^{-z}},\\ \\operatorname{sigmoid}'(z) = \\operatorname{sigmoid}(z) \\cdot (1 - \\operatorname{sigmoid}(z))",
  ],
  tanh: ['tanh′(z) = 1 − tanh(z)²', "\\operatorname{tanh}'(z) = 1 - \\operatorname{tanh}(z)^2"],
  softplus: [
    'softplus(z) = log(1 + exp(z)), softplus′(z) = 1 / (1 + exp(−z))',
    "\\operatorname{softplus}(z) = \\log(1 + e^z),\\ \\operatorname{softplus}'(z) = \\frac{1}{1 + e^{-z}}",
  ],
  silu: [
    'silu(z) = z·sigmoid(z), silu′(z) = sigmoid(z)·(1 + z·(1 − sigmoid(z)))',
    "\\operatorname{silu}(z) = z \\cdot \\operatorname{sigmoid}(z),\\ \\operatorname{silu}'(z) = \\operatorname{sigmoid}(z) \\cdot (1 + z \\cdot (1 - \\operatorname{sigmoid}(z)))",
  ],
}
