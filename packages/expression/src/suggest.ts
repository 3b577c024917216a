/** Which function is probably meant by a name that the language does not have. */
import { type Op, table } from '@gradus/engine'

/** What other programs and books call it, and what to write here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ln: 'log, the natural logarithm',
  lg: 'log(x) / log(10)',
  log10: 'log(x) / log(10)',
  log2: 'log(x) / log(2)',
  ld: 'log(x) / log(2)',
  tg: 'tan',
  cot: '1 / tan(x)',
  sec: '1 / cos(x)',
  csc: '1 / sin(x)',
  arcsin: 'asin',
  arccos: 'acos',
  arctan: 'atan',
  arctan2: 'atan2',
  arcsinh: 'asinh',
  arsinh: 'asinh',
  arccosh: 'acosh',
  arcosh: 'acosh',
  arctanh: 'atanh',
  artanh: 'atanh',
  logistic: 'sigmoid',
  swish: 'silu',
  sgn: 'sign',
  root: 'sqrt',
  power: 'pow',
  avg: 'mean',
  average: 'mean',
  if: 'where(condition, a, b)',
  softmax: 'logSumExp, because softmax gives a list and an expression is one number',
}

const FALLBACK = 'a function such as exp, log, sqrt, sin, tanh, max or where; the page docs/ops.md lists all'

/** Most people write a + b, so add is not suggested to them. */
const isWord = ({ arity, print }: Op): boolean => arity !== 2 || print.operator === undefined
const NAMES = Object.values(table).filter(isWord).map(({ name }) => name) // oxfmt-ignore

/** The most functions that are suggested. */
const MOST = 3

/** Longer names are like no function. */
const LONGEST = 20

/** What to do about an unknown function: `Use sin or sinh`. */
export function suggestionFor(name: string): string {
  const word = name.toLowerCase()
  if (Object.hasOwn(ELSEWHERE, word)) return `Use ${ELSEWHERE[word]}`
  const names = nearest(word)
  return names.length === 0 ? `Use ${FALLBACK}` : `Use ${alternatives(names)}`
}

/** The functions that begin like the name. If there are none, those with the fewest differences, if these are few. */
function nearest(word: string): readonly string[] {
  const begin = NAMES.filter((name) => {
    const [short, long] = [name.toLowerCase(), word].sort((a, b) => a.length - b.length) as [string, string]
    return short.length >= 3 && long.startsWith(short)
  })
  if (begin.length > 0) return begin.sort((a, b) => far(word, a) - far(word, b)).slice(0, MOST)
  if (word.length > LONGEST) return []
  const fewest = NAMES.map((name) => far(word, name)).reduce((a, b) => Math.min(a, b))
  return NAMES.filter((name) => far(word, name) === fewest && isFew(fewest, word, name)).slice(0, MOST)
}

const far = (word: string, name: string): number => distance(word, name.toLowerCase())

/** At most two of five letters. */
const isFew = (differences: number, a: string, b: string): boolean => differences <= 0.4 * Math.max(a.length, b.length)

/** How many letters to insert, to leave out, to replace or to swap with the next (Damerau and Levenshtein). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    const [above, before] = [rows[i - 1]!, rows[i - 2]]
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = before !== undefined && isSwapped ? before[j - 2]! + 1 : Infinity
      row.push(Math.min(replaced, swapped, above[j]! + 1, row[j - 1]! + 1))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

/** `a`, `a or b`, `a, b or c` */
const alternatives = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`
