/** An explanation as sections of lines, and how they stand on a page: plain text, Markdown or LaTeX. */

/** A line of mathematics, as the writer of the format wrote it. */
export interface Formula {
  readonly math: string
  /** How far it is indented. */
  readonly level: number
}

export type Line = Formula | { readonly words: string }

export interface Section {
  /** Empty for the first section, which needs none. */
  readonly title: string
  readonly lines: readonly Line[]
}

export type Format = 'text' | 'markdown' | 'latex'

export const layouts: Readonly<Record<Format, (sections: readonly Section[]) => string>> = {
  text: (sections) => sections.map(textSection).join('\n\n'),
  markdown: (sections) => sections.map(markdownSection).join('\n\n'),
  latex: (sections) => {
    const rows = sections.map((section) => latexRows(section).join(' \\\\\n'))
    return `\\begin{align*}\n${rows.join(' \\\\[2ex]\n')}\n\\end{align*}`
  },
}

function textSection({ title, lines }: Section): string {
  const body = lines.flatMap((line) =>
    'math' in line ? [`${'  '.repeat(line.level)}${line.math}`] : wrapped(line.words),
  )
  return [...(title === '' ? [] : [title]), ...body].join('\n')
}

/** Blocks with empty lines between them, except within a list. */
function markdownSection({ title, lines }: Section): string {
  let text = title === '' ? '' : `### ${title}`
  let wasItem = false
  for (const line of lines) {
    const isItem = 'math' in line && line.level > 0
    const gap = text === '' ? '' : wasItem && isItem ? '\n' : '\n\n'
    const block = 'math' in line ? `$${line.math}$` : line.words
    text += gap + (isItem ? `${'  '.repeat(line.level - 1)}- ${block}` : block)
    wasItem = isItem
  }
  return text
}

/** Words stand in \text, which does not break lines by itself. */
function latexRows({ title, lines }: Section): string[] {
  const rows = lines.flatMap((line) =>
    'math' in line
      ? [`& ${'\\quad '.repeat(line.level)}${line.math}`]
      : wrapped(line.words).map((text) => `& \\text{${text}}`),
  )
  return [...(title === '' ? [] : [`& \\textbf{${title}}`]), ...rows]
}

/** The words as lines that fit into a terminal. */
export function wrapped(words: string, width = 88): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + word.length < width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
