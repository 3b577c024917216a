/** Names for the leaves and the shared parts of a formula: each is unique, and can be read again. */
import { table, type Value } from '@gradus/engine'
import { constants, isName } from '../symbols.js'

/** A leaf whose label the formula could not use, and the name that it has instead. */
export interface Renamed {
  readonly label: string
  readonly name: string
  readonly leaf: Value
}

/** How a language treats names. */
export interface NameRules {
  /** Whether the label is a name without a change. */
  isUsable(label: string): boolean
  /** What stands in the formula. */
  write(name: string): string
}

/** The names of constants and functions are taken. `softmax` is a function without a row of its own. */
const RESERVED: ReadonlySet<string> = new Set([...Object.keys(constants), ...Object.keys(table), 'softmax'])

export class Names {
  readonly renamed: Renamed[] = []
  readonly #written = new Map<Value, string>()
  readonly #taken: Set<string>
  readonly #rules: NameRules
  readonly #colors: ReadonlyMap<Value, string>
  #parts = 0

  constructor(leaves: readonly Value[], rules: NameRules, colors: ReadonlyMap<Value, string> = new Map()) {
    this.#rules = rules
    this.#colors = colors
    this.#taken = new Set([...RESERVED].map((name) => rules.write(name)))
    const others = leaves.filter((leaf) => !(rules.isUsable(leaf.label) && this.#take(leaf, leaf.label)))
    for (const leaf of others) {
      const name = this.#free(nameFrom(leaf.label))
      this.#take(leaf, name)
      this.renamed.push({ label: leaf.label, name, leaf })
    }
  }

  /** What stands in the formula for a leaf. */
  of(leaf: Value): string {
    const color = this.#colors.get(leaf)
    const name = this.#written.get(leaf)!
    return color === undefined ? name : `\\textcolor{${color}}{${name}}`
  }

  /** What stands in the formula for the next shared part: t1, t2, … */
  nextPart(): string {
    let written
    do written = this.#rules.write(`t${++this.#parts}`)
    while (this.#taken.has(written))
    return written
  }

  #take(leaf: Value, name: string): boolean {
    const written = this.#rules.write(name)
    if (this.#taken.has(written)) return false
    this.#taken.add(written)
    this.#written.set(leaf, written)
    return true
  }

  /** w, or w_1, w_2, … */
  #free(name: string): string {
    let free = name
    for (let i = 1; this.#taken.has(this.#rules.write(free)); i++) free = `${name}_${i}`
    return free
  }
}

/** A name that resembles the label: `learning_rate` for "learning rate", `x50` for "50 %". */
function nameFrom(label: string): string {
  const letters = label
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .replace(/^_+|_+$/g, '')
  const name = /^\p{L}/u.test(letters) ? letters : `x${letters}`
  return isName(name) ? name : 'x'
}
