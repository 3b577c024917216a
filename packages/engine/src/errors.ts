/**
 * Wording and checks that all packages share: `<function>: <what was wrong, with the value>. <what to do>.` The first argument
 * of each is the function that the user called.
 */

/** A short text for any value, for messages: texts in quotes, cut, and with control characters as escapes. */
export function show(value: unknown): string {
  if (typeof value === 'string') return escaped(JSON.stringify(cut(value, 60)))
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return `an array of length ${value.length}`
  if (typeof value === 'object' && value !== null) {
    const name = value.constructor?.name ?? 'null-prototype'
    return name === 'Object' || name === ''
      ? 'an object'
      : `${/^([AEIOU]|[FHLMNRSX][A-Z])/.test(name) ? 'an' : 'a'} ${name} object`
  }
  return String(value)
}

export const mustBeNumber = (where: string, what: string, value: unknown): TypeError =>
  new TypeError(`${where}: ${what} is ${show(value)}. Pass a number.`)

export const mustBeScalar = (where: string, what: string, value: unknown): TypeError =>
  new TypeError(`${where}: ${what} is ${show(value)}. Pass a number or a Value.`)

export const mustBeList = (where: string, what: string, value: unknown, of = 'numbers or Values'): TypeError =>
  new TypeError(`${where}: ${what} is ${show(value)}. Pass an array of ${of}.`)

export const mustBeFunction = (where: string, what: string, value: unknown): TypeError =>
  new TypeError(`${where}: ${what} is ${show(value)}. Pass a function.`)

/**
 * A name from outside, such as that of a file or a column, for a message or a terminal: without quotes, cut after
 * 1000 characters, and with control characters as escapes, so that it can neither clear a screen nor reverse a line.
 *
 * @example
 * showName('a\u001b[2Jb') // 'a\\u001b[2Jb'
 */
export function showName(name: string): string {
  return escaped(
    JSON.stringify(cut(name, 1000))
      .slice(1, -1)
      .replace(/\\(["\\])/g, '$1'),
  )
}

/** Values as a list for messages; a long list is cut and its length stated. */
export function showList(values: readonly string[]): string {
  const shown = values.slice(0, 30).map(show).join(', ')
  return values.length > 30 ? `${shown}, … (${values.length} in all)` : shown
}

function cut(text: string, most: number): string {
  // A text can have millions of characters. A character has at most two units, so this slice is long enough.
  const letters = [...text.slice(0, 2 * most + 2)]
  return letters.length > most ? letters.slice(0, most).join('') + '…' : text
}

/**
 * What JSON leaves as it is: DEL, C1 controls, line separators, and invisible marks such as those that reverse the
 * direction of writing. The two joiners stay, because Persian, Hindi and emoji need them.
 */
function escaped(text: string): string {
  return text.replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** Refuses unknown options and lists the known ones. `name` is the option that holds these options, if there is one. */
export function checkOptions(where: string, options: unknown, allowed: readonly string[], name?: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(
      `${where}: ${name === undefined ? 'the options are' : `${name} is`} ${show(options)}. Pass an object.`,
    )
  }
  for (const key of Object.keys(options)) {
    if (!allowed.includes(key)) {
      throw new TypeError(`${where}: unknown option ${show(key)}. The options are ${allowed.join(', ')}.`)
    }
  }
}

/** Refuses anything but one of these texts. */
export function oneOf(where: string, name: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return
  throw new RangeError(`${where}: ${name} is ${show(value)}. Pass ${allowed.map(show).join(' or ')}.`)
}

/** Refuses anything but true and false. */
export function checkBoolean(where: string, name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw new TypeError(`${where}: ${name} is ${show(value)}. Pass true or false.`)
}

/** Refuses an optional callback that is not a function. It may be undefined. */
export function checkCallback(where: string, name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw mustBeFunction(where, name, value)
}

/** Refuses anything but a whole number ≥ `least`. */
export function checkWhole(where: string, name: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return
  throw new RangeError(`${where}: ${name} is ${show(value)}. Pass a whole number, ${least} or more.`)
}

/** Refuses a number of things, such as units or epochs, that is not a whole number of at least 1. */
export const checkSize = (where: string, what: string, size: unknown): void =>
  checkWhole(where, `the number of ${what}`, size, 1)

/** Refuses seeds that would be rounded silently. */
export function checkSeed(where: string, seed: unknown): void {
  if (Number.isSafeInteger(seed)) return
  throw new RangeError(`${where}: seed is ${show(seed)}. Pass a whole number of size below 2^53.`)
}

/** Refuses anything but a number in [low, high). */
export function checkRange(where: string, name: string, value: unknown, low: number, high = Infinity): void {
  if (typeof value === 'number' && value >= low && value < high) return
  const range = high === Infinity ? `a number of at least ${low}` : `a number in [${low}, ${high})`
  throw new RangeError(`${where}: ${name} is ${show(value)}. Pass ${range}.`)
}

/** Refuses anything but a finite number > `bound`. */
export function checkAbove(where: string, name: string, value: unknown, bound: number): void {
  if (Number.isFinite(value) && (value as number) > bound) return
  throw new RangeError(`${where}: ${name} is ${show(value)}. Pass a number above ${bound}.`)
}

/** Refuses anything but a finite number. */
export function checkFinite(where: string, name: string, value: unknown): void {
  if (!Number.isFinite(value)) throw new RangeError(`${where}: ${name} is ${show(value)}. Pass a finite number.`)
}

/** Refuses more than `most` of something; `why` says what would be too much for the machine. */
export function checkMost(where: string, name: string, value: number, most: number, why: string): void {
  if (value > most) throw new RangeError(`${where}: ${name} is ${value}. ${why}. Pass at most ${most}.`)
}
