/** The names of classes. */
import { show } from '@gradus/engine/errors'
import { checkText } from '../options.js'

/** The names of the classes, after their checks. */
export function classNames(where: string, names: readonly string[] | undefined, classes: number): string[] {
  if (names === undefined) return Array.from({ length: classes }, (_, i) => `class ${i}`)
  if (!Array.isArray(names))
    throw new TypeError(`${where}: the option classes is ${show(names)}. Pass an array of strings.`)
  names.forEach((name, i) => checkText(where, `the name of class ${i}`, name))
  if (names.length !== classes) {
    throw new RangeError(
      `${where}: there are ${classes} classes and ${names.length} names. Pass a name for each class.`,
    )
  }
  return [...names] as string[]
}
