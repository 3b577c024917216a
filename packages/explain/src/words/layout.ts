/** An explanation as sections of lines, and how they stand on a page: plain text, Markdown or LaTeX. */

/** A line is mathematics, as the writer of the format wrote it, or words. */
export type Line = { readonly math: string; readonly level: number } | { readonly words: string }

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
    return `\\begin{align*}\n${rows.join(' \\\\[1ex]\n')}\n\\end{align*}`
  },
}

function textSection({ title, lines }: Section): string {
  const body = lines.flatMap((line) =>
    'math' in line ? [`${'  '.repeat(line.level)}${line.math}`] : wrapped(line.words, TEXT_WIDTH),
  )
  return [...(title === '' ? [] : [title]), ...body].join('\n')
}

function markdownSection({ title, lines }: Section): string {
  const blocks: string[] = title === '' ? [] : [`### ${title}\n`]
  for (const line of lines) {
    const isList = blocks.at(-1)?.trimStart().startsWith('- ') === true
    if ('math' in line)
      blocks.push(`${line.level === 0 ? (isList ? '\n' : '') : `${'  '.repeat(line.level - 1)}- `}$${line.math}$`)
    else blocks.push(`${isList ? '\n' : ''}${line.words}\n`)
  }
  return blocks.join('\n').trimEnd()
}

/** Words stand in \text, which does not break lines by itself. */
function latexRows({ title, lines }: Section): string[] {
  const rows = lines.flatMap((line) =>
    'math' in line
      ? [`& ${'\\quad '.repeat(line.level)}${line.math}`]
      : wrapped(line.words, TEXT_WIDTH).map((text) => `& \\text{${text}}`),
  )
  return [...(title === '' ? [] : [`& \\textbf{${title}}`]), ...rows]
}

const TEXT_WIDTH = 88

/** The words as lines of at most `width` characters. */
function wrapped(words: string, width: number): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + word.length < width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
