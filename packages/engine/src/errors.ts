/** Wording that several functions share: `<function>: <what was wrong, with the value>. <what to do>.` */

/** A short text for any value, for messages. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
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

/** An option nobody reads is a mistake: refuse it, and say which there are. `name` is that of an option with options. */
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
