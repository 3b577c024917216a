/** Labels and numbers in LaTeX. Whatever a label holds, the result can be set: KaTeX accepts it in its strict mode. */
import { ABOVE, BELOW, COMMANDS, ESCAPES, LETTERS, SETTABLE } from './latex-symbols.js'

/**
 * A label as a symbol in math mode. A single letter is italic and a word upright. Digits at the end, and what follows an
 * underscore, are a subscript. Greek letters and mathematical symbols become commands, also when a Greek letter is written
 * as a word. A character that KaTeX cannot set is written as its code, such as U+1F600.
 *
 * @example
 * latexName('w_1') // => 'w_{1}'
 * latexName('loss') // => '\\mathrm{loss}'
 * latexName('α β') // => '{\\alpha \\text{ } \\beta}'
 * latexName('50%') // => '\\text{50\\%}'
 */
export function latexName(label: string): string {
  const text = label.normalize('NFC')
  const [, base, subscript] = /^(\p{L}+)([0-9]+|[₀-₉]+)$/u.exec(text) ?? /^([^_]+)_(.+)$/su.exec(text) ?? []
  if (subscript === undefined) return symbol(text)
  const index = subscript.replace(/^[₀-₉]+$/, (small) => [...small].map((c) => BELOW.get(c)!).join(''))
  return `${symbol(base!)}_{${/^[0-9]+$/.test(index) ? index : symbol(index)}}`
}

/**
 * A text in math mode, upright.
 *
 * @example
 * latexText('50 % of {x}') // => '\\text{50 \\% of \\{x\\}}'
 */
export function latexText(text: string): string {
  return runsOf(text.normalize('NFC')).map(upright).join(' ')
}

/**
 * A number in math mode.
 *
 * @example
 * latexNumber(-1.5e21) // => '-1.5 \\cdot 10^{21}'
 * latexNumber(-Infinity) // => '-\\infty'
 */
export function latexNumber(x: number): string {
  if (Number.isNaN(x)) return '\\mathrm{NaN}'
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  if (Math.abs(x) === Infinity) return `${sign}\\infty`
  const [digits, exponent] = String(Math.abs(x)).split('e') as [string, string?]
  if (exponent === undefined) return sign + digits
  const power = `10^{${Number(exponent)}}`
  return sign + (digits === '1' ? power : `${digits} \\cdot ${power}`)
}

/** A label or one side of it, as one symbol. */
function symbol(text: string): string {
  const greek = LETTERS.get(text)
  if (greek !== undefined) return greek
  if (/^[A-Za-z]$/.test(text)) return text
  if (/^[A-Za-z0-9]+$/.test(text)) return `\\mathrm{${text}}`
  const pieces = runsOf(text).map((run) => (/^[A-Za-z]$/.test(run) ? run : upright(run)))
  return pieces.length === 1 && !pieces[0]!.startsWith('{}') ? pieces[0]! : `{${pieces.join(' ')}}`
}

/** The text cut into symbols with commands, small characters, and what stands between them. */
function runsOf(text: string): string[] {
  const runs: string[] = []
  let last: unknown
  for (const character of text) {
    const kind = [BELOW, ABOVE].find((map) => map.has(character)) ?? (COMMANDS.has(character) ? character : 'text')
    if (kind === last && kind !== character) runs[runs.length - 1] += character
    else runs.push(character)
    last = kind
  }
  return runs
}

function upright(run: string): string {
  const [first] = run
  if (first === undefined) return '\\text{}'
  for (const [map, sign] of [
    [BELOW, '_'],
    [ABOVE, '^'],
  ] as const) {
    if (map.has(first)) return `{}${sign}{${[...run].map((c) => map.get(c)!).join('')}}`
  }
  return COMMANDS.get(first) ?? `\\text{${[...run].map(settable).join('')}}`
}

/** A character in a LaTeX text. */
const settable = (character: string): string =>
  ESCAPES.get(character) ?? (SETTABLE.test(character) ? character : codeOf(character))

const codeOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
