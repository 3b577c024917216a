/** Names of exports between backticks become links to the API pages. */
import { dirname, posix } from 'node:path'

/**
 * Links the first mention of each export in each section of a page: `` `fit` `` or `` `fit(model, data)` ``. The module is
 * the one from which the page imports the name, else that of the page's package, else the only one with this name.
 * A name that is also an everyday word, such as `sum`, is linked only in the first two cases, or where it is called.
 *
 * @param text a page, already with links to pages of the site
 * @param path its path from the root of the clone
 * @param api the modules: name, readme, page, and the place of each export
 */
export function withApiLinks(text, path, api) {
  const imported = importsOf(text)
  const moduleOf = (name, isCalled) => {
    const found = api.filter(({ places }) => places.has(name))
    const own =
      found.find((module) => module.name === imported.get(name)) ?? found.find(({ readme }) => readme === path)
    const isDistinct = isCalled || /[A-Z]/.test(name)
    return own ?? (isDistinct && found.length === 1 ? found[0] : undefined)
  }
  return text.split(/(^```[\s\S]*?^```$|^#+ .*$|^ *<.*$|(?:^\|.*\n)+)/m).reduce(
    ({ out, linked }, part) => {
      if (part.startsWith('#')) return { out: out + part, linked: new Set() }
      // Code, HTML, and tables of options, whose names are not those of exports.
      if (/^(```| *<|\|.*\boption)/.test(part)) return { out: out + part, linked }
      return { out: out + withNames(part, linked), linked }
    },
    { out: '', linked: new Set() },
  ).out

  function withNames(part, linked) {
    // A link stays as it is, also if its text has code.
    return part.replace(/\[[^\]]*\]\([^)]*\)|`([A-Za-z]\w*)(\([^`]*\))?`/g, (code, name, call) => {
      if (name === undefined || linked.has(name)) return code
      const module = moduleOf(name, call !== undefined)
      if (module === undefined) return code
      linked.add(name)
      const page = posix.relative(dirname(path), module.page)
      return `[${code}](${page.startsWith('.') ? page : `./${page}`}#${module.places.get(name)})`
    })
  }
}

/** The module of each name that the code blocks of a page import. */
function importsOf(text) {
  const imports = [...text.matchAll(/^import (?:type )?\{([^}]*)\} from '([^']+)'/gm)]
  return new Map(
    imports.flatMap(([, names, module]) =>
      names.split(',').map((name) => [name.replace(/^\s*(type )?|\s+as .*|\s+$/g, ''), module]),
    ),
  )
}
