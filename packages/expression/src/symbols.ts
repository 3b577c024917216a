/** The characters and names of the language: what counts as a name, what a constant is, what people paste for an operator. */

/** Names that stand for a number. */
export const constants: Readonly<Record<string, number>> = { pi: Math.PI, π: Math.PI, e: Math.E, Infinity, NaN }

/** ² and ₂ are both digits for Unicode; only x₂ is a name, because x² is a power. */
const NAME = /[\p{L}_](?:(?![⁰¹²³⁴-⁹])[\p{L}\p{N}_])*/uy

/** The name that starts at `offset`, or null. */
export function nameAt(text: string, offset: number): RegExpExecArray | null {
  NAME.lastIndex = offset
  return NAME.exec(text)
}

/** Whether a text can be the name of a variable: letters of any language, digits and underscores. */
export const isName = (text: string): boolean => nameAt(text, 0)?.[0].length === text.length && text !== ''

const SAME: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'−–'].map((c) => [c, '-'])),
  ...Object.fromEntries([...'·⋅∙×∗'].map((c) => [c, '*'])),
  ...Object.fromEntries([...'÷∕⁄'].map((c) => [c, '/'])),
  '**': '^',
  '≤': '<=',
  '≥': '>=',
  '=': '==',
}

/** The operator that is meant: `−` is `-`, `×` and `·` are `*`, `**` is `^`, `=` is `==`. */
export const operatorOf = (image: string): string => SAME[image] ?? image

/** The number of an exponent such as ⁻¹². */
export const superscript = (image: string): number =>
  Number([...image].map((c) => '0123456789+-'['⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻'.indexOf(c)]).join(''))
