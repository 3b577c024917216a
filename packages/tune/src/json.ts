/** Values that JSON can represent. Everything that a journal or a thread gets must be one. */
import { show } from '@gradus/engine/errors'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Refuses what JSON would change or lose: NaN, undefined, functions, Dates, Maps, arrays with holes. */
export function checkJson(where: string, what: string, value: unknown): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkJson(where, `${what}[${i}]`, value[i])
    return
  }
  if (typeof value === 'object' && Object.prototype.toString.call(value) === '[object Object]') {
    for (const [key, part] of Object.entries(value)) checkJson(where, `${what}.${key}`, part)
    return
  }
  throw new TypeError(`${where}: ${what} is ${show(value)}. Pass a value that JSON can represent.`)
}

export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
