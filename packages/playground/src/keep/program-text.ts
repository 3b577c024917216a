/** Pieces of the text of a program. */
export type Lines = string[]

/** A number with all its bits. */
export const number = (x: number): string => (Object.is(x, -0) ? '-0' : String(x))

export const list = (numbers: ArrayLike<number>): string => `[${Array.from(numbers, number).join(', ')}]`

/** Collects what a program imports. */
export class Imports {
  private readonly names = new Map<string, Set<string>>()

  /** Imports a name, and gives it back. */
  of(module: string, name: string): string {
    const names = this.names.get(module) ?? new Set()
    this.names.set(module, names.add(name))
    return name
  }

  get lines(): Lines {
    return [...this.names]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([module, names]) => `import { ${[...names].sort().join(', ')} } from '${module}'`)
  }

  /** The packages to install. */
  get packages(): string[] {
    const packages = [...this.names.keys()].filter((module) => module.startsWith('@'))
    return [...new Set(packages.map((module) => module.split('/').slice(0, 2).join('/')))].sort()
  }
}
