/** The checks of arguments that all functions of this package share. */

/**
 * Refuses anything but an object with known keys, so that a misspelt option is not silently ignored.
 *
 * @throws TypeError if `options` is not an object or has a key that is not in `allowed`.
 */
export function checkOptions(fnName: string, options: unknown, allowed: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${fnName}: options are ${show(options)}. Pass an object with some of ${allowed.join(', ')}.`)
  }
  for (const key of Object.keys(options)) {
    if (allowed.includes(key)) continue
    throw new TypeError(`${fnName}: there is no option ${show(key)}. The options are ${allowed.join(', ')}.`)
  }
}

/** Refuses anything but an integer ≥ `least`. */
export function checkInteger(fnName: string, name: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return
  throw new RangeError(`${fnName}: ${name} is ${show(value)}. Give an integer of at least ${least}.`)
}

/** Refuses anything but a finite number ≥ `least`. */
export function checkNumber(fnName: string, name: string, value: unknown, least: number): void {
  if (Number.isFinite(value) && (value as number) >= least) return
  throw new RangeError(`${fnName}: ${name} is ${show(value)}. Give a number of at least ${least}.`)
}

/** Refuses anything but a finite number > `bound`. */
export function checkAbove(fnName: string, name: string, value: unknown, bound: number): void {
  if (Number.isFinite(value) && (value as number) > bound) return
  throw new RangeError(`${fnName}: ${name} is ${show(value)}. Give a number above ${bound}.`)
}

/** Refuses anything but a finite number. */
export function checkFinite(fnName: string, name: string, value: unknown): void {
  if (Number.isFinite(value)) return
  throw new RangeError(`${fnName}: ${name} is ${show(value)}. Give a finite number.`)
}

/** Refuses a listener that is no function; undefined is none. */
export function checkListener(fnName: string, name: string, value: unknown): void {
  if (value === undefined || typeof value === 'function') return
  throw new TypeError(`${fnName}: ${name} is ${show(value)}. Pass a function.`)
}

/** Refuses seeds that would be rounded silently. */
export function checkSeed(fnName: string, seed: unknown): void {
  if (Number.isSafeInteger(seed)) return
  throw new RangeError(`${fnName}: seed is ${show(seed)}. Give an integer of size below 2^53.`)
}

/** Refuses more than `most` of something; `why` says what would be too much for the machine. */
export function checkMost(fnName: string, name: string, value: number, most: number, why: string): void {
  if (value <= most) return
  throw new RangeError(`${fnName}: ${name} is ${value}. ${why}. Give at most ${most}.`)
}

/** A value as it appears in messages: texts in quotes, and cut where they would hide the message. */
export function show(value: unknown): string {
  if (typeof value !== 'string') {
    return Array.isArray(value) ? 'an array' : typeof value === 'object' && value !== null ? 'an object' : String(value)
  }
  return escaped(JSON.stringify(cut(value, 60)))
}

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
  // A cell can have millions of characters. The slice does for all counts, as a character has at most two units.
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
