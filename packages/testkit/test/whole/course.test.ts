/**
 * The conventions of the course. Each chapter says how long it takes and what comes before; it lets the reader predict; its
 * pictures make a claim; it ends with what it left out and with the source. Each symbol is defined before it is used.
 *
 * Other tests run the programs of the pages, and check links and lines of source.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'

const tool = '../../tools/exercise-links.js'
const { withExercises } = (await import(tool)) as { withExercises: (docs: string, page: string) => string }

const docs = fileURLToPath(new URL('../../../../docs/', import.meta.url))
const read = (path: string) => readFileSync(join(docs, path), 'utf8')
const files = readdirSync(join(docs, 'course')).filter((name) => name.endsWith('.md') && name !== 'README.md')
const chapters = files.filter((name) => /^\d\d-/.test(name)).sort()
/** The primers come first. */
const pages = ['derivatives.md', 'typescript.md', ...chapters]

const contents = read('course/README.md')
/** How fast people read text that they learn from. */
const WORDS_PER_MINUTE = 200

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '')

test('the table of contents has the two primers and all 12 chapters, and links to those that exist', () => {
  expect([...files].sort()).toEqual([...pages].sort())
  const rows = [...contents.matchAll(/^\| (.+?) +\| (\d+) min +\| .+ \|$/gm)].map(([, title, minutes]) => ({ title: title!, minutes: Number(minutes) })) // oxfmt-ignore
  expect(rows).toHaveLength(14)
  const linked = rows.flatMap(({ title, minutes }) => {
    const [, text, page] = /^\[(.+)\]\((.+)\)$/.exec(title) ?? []
    return page === undefined ? [] : [{ text, page, minutes }]
  })
  expect(linked.map(({ page }) => page)).toEqual(pages)
  for (const { text, page, minutes } of linked) {
    const [first, , second] = read(`course/${page}`).split('\n')
    expect({ page, title: first, line: second!.startsWith(`_${minutes} minutes. `) }).toEqual({ page, title: `# ${text}`, line: true }) // oxfmt-ignore
  }
})

describe.each(pages)('%s', (page) => {
  const text = read(`course/${page}`)
  /** Without the text of code, where ![ is no picture. */
  const lines = text.replace(/^```[\s\S]*?^```/gm, (code) => code.replace(/[^\n]/g, '')).split('\n')
  const isChapter = chapters.includes(page)
  const [from, to] = isChapter ? [10, 20] : [1, 5]

  test('its first lines say how long it takes and what comes before', () => {
    expect(lines[0]).toMatch(isChapter ? new RegExp(`^# ${Number(page.slice(0, 2))}\\. `) : /^# /)
    const [, minutes, before] = /^_(\d+) minutes\. Before: (.+)\._$/.exec(lines[2]!) ?? []
    expect(Number(minutes)).toBeGreaterThanOrEqual(from!)
    expect(Number(minutes)).toBeLessThanOrEqual(to!)
    const previous = chapters.at(chapters.indexOf(page) - 1)!
    if (isChapter) expect(before).toContain(page.startsWith('01') ? '(derivatives.md)' : `(${previous})`)
    else expect(before).toBe('nothing')
  })

  test('it takes about as long as it says: the time to read it, and a minute to save and run each program', () => {
    const [, said] = /^_(\d+) minutes/.exec(lines[2]!)!
    const body = withoutCode(text).split('## What this chapter left out')[0]!
    const words = body.replace(/(?<=\])\([^)]*\)/g, '').split(/\s+/).length
    const programs = text.match(/^\$ npx tsx /gm)?.length ?? 0
    const least = words / WORDS_PER_MINUTE + programs
    expect(Number(said)).toBeGreaterThanOrEqual(least)
    expect(Number(said)).toBeLessThanOrEqual(2.5 * least) // with formulas and questions
  })

  test('predictions are closed, and executed code answers them', () => {
    const predictions = [...text.matchAll(/^<details>(.*)\n\n([\s\S]*?)\n\n<\/details>$/gm)]
    expect(predictions).toHaveLength(text.match(/<details/g)?.length ?? 0)
    for (const [, summary, answer] of predictions) {
      expect(summary).toMatch(/^<summary>Predict: .+\?.* Then open\.<\/summary>$/)
      const program = /^```ts\n([\s\S]*?)^```/m.exec(answer!)?.[1] ?? ''
      expect({ summary, answered: / \/\/ (=>|throws) /.test(program) }).toEqual({ summary, answered: true })
    }
    expect(predictions.length).toBeGreaterThanOrEqual(isChapter ? 2 : 1)
  })

  test('each picture stands alone, with a caption that makes a claim', () => {
    const lines = withoutCode(text).split('\n')
    const pictures = lines.flatMap((line, i) => (/!\[|<img|<picture/.test(line) ? [i] : []))
    for (const i of pictures) {
      const [, path, still] =
        /^!\[[^\]]{10,}\]\((\.\.\/pictures\/\S+\.svg)\)$/.exec(lines[i]!) ??
        /^<picture><source media="\(prefers-reduced-motion: reduce\)" srcset="(\S+)"><img src="(\S+)" alt="[^"]{10,}"><\/picture>$/.exec(
          lines[i]!,
        ) ?? // oxfmt-ignore
        []
      expect({ line: lines[i], path }).toEqual({ line: lines[i], path: expect.any(String) })
      const [first, second] = [path!, still].map((file) => file && readFileSync(join(docs, 'course', file), 'utf8'))
      expect({ path, moves: first!.includes('<style') }).toEqual({ path, moves: false })
      if (still !== undefined) expect(second).toContain('prefers-reduced-motion')
      expect(lines[i + 1]).toBe('')
      const caption = lines.slice(i + 2, lines.indexOf('', i + 2)).join(' ')
      expect(caption).toMatch(/^_.{20,}\._$/)
    }
    if (isChapter) expect(pictures.length).toBeGreaterThan(0)
  })

  test('nothing comes from outside', () => {
    expect(text).not.toMatch(/<(script|link|iframe|video|audio|object|embed|style)\b/i)
    expect(text).not.toMatch(/!\[[^\]]*\]\(\s*(https?:)?\/\/|(src|srcset)="(https?:)?\/\//i)
  })

  test('every code block is executed, and the page says so if that needs more than the clone', () => {
    const languages = [...text.matchAll(/^```(.+)\n/gm)].map((m) => m[1]!)
    expect(languages.filter((language) => !/^(ts( \S+\.ts)?|python \S+\.py|console|csv \S+)$/.test(language))).toEqual([]) // oxfmt-ignore
    if (languages.some((language) => language.startsWith('python'))) expect(withoutCode(text)).toContain('`GRADUS_PYTHON`') // oxfmt-ignore
    if (/^\$ .* mnist\b/m.test(text)) expect(withoutCode(text)).toContain('`GRADUS_MNIST`')
  })

  test('it ends with links to its exercises, as `npm run docs:exercises` writes them', () => {
    expect(text).toBe(withExercises(docs, page))
  })

  if (isChapter) {
    test('it ends with what it left out, and with lines of source', () => {
      const headings = [...withoutCode(text).matchAll(/^## (.+)$/gm)].map((m) => m[1]!)
      const last = headings.filter((heading) => heading !== 'Exercises').slice(-2)
      expect(last).toEqual(['What this chapter left out', 'In the source'])
      const section = (heading: string) => text.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!
      expect(section('What this chapter left out')).toMatch(/^- [^]*\]\(/m)
      expect(section('In the source').match(/\[`[^`]+`\]\(\S+#L\d+\)/g)?.length).toBeGreaterThanOrEqual(3)
    })
  }
})

/** The symbols of the glossary and the page that defines each: `| ∂ | … | [chapter 1](course/01-….md) |`, or just `chapter 9`. */
const symbols = [...read('glossary.md').matchAll(/^\| (\S+) +\| .+ \| (.+?) +\|$/gm)]
  .filter(([, symbol]) => !/^(symbol|-+)$/.test(symbol!))
  .map(([, symbol, where]) => {
    const page = /^\[.+\]\(course\/(.+)\)$/.exec(where!)?.[1]
    const number = Number(/chapter (\d+)/.exec(where!)?.[1] ?? 0)
    return { symbol: symbol!.replaceAll('\\', ''), page, number, where: where! }
  })

describe('symbols', () => {
  /** Signs of arithmetic and typography that everyone reads. */
  const PLAIN = /[·×÷−⁻⁺=<>+~|^]/
  const isSymbol = (character: string) => /[\p{Sm}\p{Script=Greek}′ℝ]/u.test(character) && !PLAIN.test(character)
  const inProse = (page: string) => withoutCode(read(`course/${page}`)).replace(/`[^`\n]*`|(?<=\])\([^)]*\)/g, '')

  /** The names of numbers that have one meaning in all chapters. Of those, `a` is a word of English too. */
  const LETTERS = 'JLDHzgamnvy'
  /** Groups of characters with a meaning of their own. */
  const GROUPS: Record<string, RegExp> = { ':=': /:=/, '|w|': /\|[a-z]\|/, '⁽ˡ⁾': /⁽[\dˡᴸ]/, ln: /\bln\b/ }
  /** Letters that any example may use: a function, its input, what counts rows, columns and layers. The words A and I. */
  const ANY = 'fxijlaAI'
  /** Letters that stand for something else in an example, with the page whose own names they are. */
  const OWN: Record<string, string> = {
    'derivatives.md': 'cpqyS', // the shape of an S
    '01-a-number-that-remembers.md': 'bqwyz',
    '02-the-chain-rule-on-edges.md': 'bcdqryzv',
    '03-from-closures-to-a-table.md': 'b',
    '04-numbers-that-lie.md': 'btw',
    '05-neurons-and-networks.md': 'bwm',
    '06-backpropagation-by-hand.md': 'kXuv',
    '08-learning-better.md': 'bwtCE', // the names of people
    '09-second-derivatives.md': 'cyz',
    '10-record-and-replay.md': 'bkw',
    '11-digits.md': 'p',
  }

  test('the glossary has each once, with the page that defines it', () => {
    expect(symbols.length).toBeGreaterThan(15)
    expect(new Set(symbols.map(({ symbol }) => symbol)).size).toBe(symbols.length)
    for (const { page, number, where } of symbols) {
      const known =
        page === undefined
          ? number > 0 && !chapters.some((name) => Number(name.slice(0, 2)) === number)
          : pages.includes(page)
      expect({ where, known }).toEqual({ where, known: true })
    }
  })

  test.each(symbols.filter(({ page }) => page !== undefined))(
    '$symbol is defined where it first stands in $page',
    ({ symbol, page }) => {
      const stands = (text: string) =>
        /^\w$/.test(symbol)
          ? new RegExp(`\\b${symbol}\\b${symbol === 'a' ? ' =| is its' : ''}`).test(text)
          : text.includes(symbol)
      const paragraphs = inProse(page!).split('\n\n')
      const first = paragraphs.findIndex(stands)
      expect(first).toBeGreaterThan(-1)
      // A sentence of this paragraph, or of the next one below a formula.
      const sentences = paragraphs.slice(first, first + 2).flatMap((part) => part.split(/[.:]\s/))
      const DEFINES = /\b(reads?|written|writes?|means?|stands? for|called|is (the|its)|Let)\b|\*\* [A-Z]\b/
      expect(sentences.filter((sentence) => stands(sentence) && DEFINES.test(sentence))).not.toEqual([])
    },
  )

  test('the glossary has the letters that stand for the same in all chapters', () => {
    const all = symbols.map(({ symbol }) => symbol)
    expect([...LETTERS, ...Object.keys(GROUPS)].filter((symbol) => !all.includes(symbol))).toEqual([])
  })

  test.each(pages)('%s uses no letter that it does not explain', (page) => {
    const prose = inProse(page)
    const defined = symbols.filter((s) => s.page !== undefined && pages.indexOf(s.page) <= pages.indexOf(page))
    const names = defined.map(({ symbol }) => symbol)
    const known = [...names, ...ANY, ...(OWN[page] ?? '')]
    const used = new Set([...prose.matchAll(/(?<![\w'’.-])[A-Za-z](?![A-Za-z'’]|\.\w)/g)].map(([letter]) => letter))
    expect([...used].filter((letter) => !known.includes(letter))).toEqual([])
    const groups = Object.entries(GROUPS).filter(([, looks]) => looks.test(prose))
    expect(groups.map(([group]) => group).filter((group) => !names.includes(group))).toEqual([])
    // Each letter of the list above is used.
    expect([...(OWN[page] ?? '')].filter((letter) => !used.has(letter))).toEqual([])
  })

  test.each(pages)('%s uses only what it or an earlier page defines', (page) => {
    const defined = symbols.filter((s) => s.page !== undefined && pages.indexOf(s.page) <= pages.indexOf(page))
    const all = defined.map(({ symbol }) => symbol).join('')
    const used = [...new Set(read(`course/${page}`))].filter(isSymbol)
    expect(used.filter((symbol) => !all.includes(symbol))).toEqual([])
  })
})
