import { format } from 'node:util'
import { expect } from '@jest/globals'

/** Asserts that `actual` is the value on a page. A number agrees if it rounds to the printed digits. */
export function agrees(actual, expected, text, where) {
  const digits = text.match(/-?\d+(\.\d+)?(e[-+]?\d+)?/gi) ?? []
  let next = 0
  const rounded = (a, e) => {
    if (typeof e === 'number' && Number.isFinite(e)) {
      const places = /\.(\d+)/.exec(digits[next++] ?? '')?.[1]?.length ?? 0
      const unit = 10 ** -places * (Math.abs(e) < 1e-3 && e !== 0 ? 10 ** Math.floor(Math.log10(Math.abs(e))) : 1)
      return typeof a === 'number' && Math.abs(a - e) <= unit * 0.5000001 && (places > 0 || a === e) ? e : a
    }
    if (Array.isArray(e) && Array.isArray(a)) return a.map((x, i) => rounded(x, e[i]))
    if (e !== null && typeof e === 'object' && a !== null && typeof a === 'object') {
      return Object.fromEntries(Object.entries(a).map(([k, x]) => [k, rounded(x, e[k])]))
    }
    return a
  }
  expect({ where, value: rounded(actual, expected) }).toEqual({ where, value: expected })
}

/** Runs a program; what it prints by console.log must be what the page shows. */
export async function prints(shown, program) {
  const { log } = console
  let printed = ''
  console.log = (...args) => (printed += `${format(...args)}\n`)
  try {
    await program()
  } finally {
    console.log = log
  }
  expect(printed).toEqual(shown)
}
