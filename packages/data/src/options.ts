/** Checks of arguments, and values in messages. All functions of this package use them. */

/**
 * Throws unless `options` is an object with known keys, so that a misspelled option is not ignored.
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

/** Throws unless `value` is an integer ≥ `least`. */
export function checkInteger(fnName: string, name: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return
  throw new RangeError(`${fnName}: ${name} is ${show(value)}. Give an integer of at least ${least}.`)
}

/** Throws unless `value` is a finite number ≥ `least`. */
export function checkNumber(fnName: string, name: string, value: unknown, least: number): void {
  if (Number.isFinite(value) && (value as number) >= least) return
  throw new RangeError(`${fnName}: ${name} is ${show(value)}. Give a number of at least ${least}.`)
}

/** Throws unless `value` is a finite number > `bound`. */
export function checkAbove(fnName: string, name: string, value: unknown, bound: number): void {
  if (Number.isFinite(value) && (value as number) > bound) return
  throw new RangeError(`${fnName}: ${name} is ${show(value)}. Give a number above ${bound}.`)
}

/** Throws unless `value` is a finite number. */
export function checkFinite(fnName: string, name: string, value: unknown): void {
  if (Number.isFinite(value)) return
  throw new RangeError(`${fnName}: ${name} is ${show(value)}. Give a finite number.`)
}

/** Throws unless `value` is a function or undefined. */
export function checkListener(fnName: string, name: string, value: unknown): void {
  if (value === undefined || typeof value === 'function') return
  throw new TypeError(`${fnName}: ${name} is ${show(value)}. Pass a function.`)
}

/** Throws unless `seed` is a safe integer. Others would be rounded silently. */
export function checkSeed(fnName: string, seed: unknown): void {
  if (Number.isSafeInteger(seed)) return
  throw new RangeError(`${fnName}: seed is ${show(seed)}. Give an integer of size below 2^53.`)
}

/** Throws if `value` is more than `most`. `why` is a sentence for the message. */
export function checkMost(fnName: string, name: string, value: number, most: number, why: string): void {
  if (value <= most) return
  throw new RangeError(`${fnName}: ${name} is ${value}. ${why}. Give at most ${most}.`)
}

/** A value for messages. A text is quoted and cut to 60 characters, and control characters are escaped. */
export function show(value: unknown): string {
  if (typeof value !== 'string') {
    return Array.isArray(value) ? 'an array' : typeof value === 'object' && value !== null ? 'an object' : String(value)
  }
  return escaped(JSON.stringify(cut(value, 60)))
}

/**
 * Returns a name from outside, such as a file or a column, for a message or a terminal. It has no quotes and at most 1000
 * characters. Control characters are escaped, so that a name cannot clear the screen or reverse a line.
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

/** A list of texts for messages. A long list is cut and ends with its length. */
export function showList(values: readonly string[]): string {
  const shown = values.slice(0, 30).map(show).join(', ')
  return values.length > 30 ? `${shown}, … (${values.length} in all)` : shown
}

function cut(text: string, most: number): string {
  // A cell can have millions of characters. 2 · most + 2 code units are enough, as a character has at most two.
  const letters = [...text.slice(0, 2 * most + 2)]
  return letters.length > most ? letters.slice(0, most).join('') + '…' : text
}

/**
 * Escapes control characters that JSON leaves: DEL, C1 controls, line separators, and invisible marks such as those that
 * reverse the direction of writing. The two joiners stay, because Persian, Hindi and emoji need them.
 */
function escaped(text: string): string {
  return text.replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
