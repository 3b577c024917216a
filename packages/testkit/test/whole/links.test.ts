/**
 * Links between the pages lead to files that exist, and to headings that exist in them, also those in HTML. A link to a line of source,
 * [`export function backward`](…/backward.ts#L57), has text in backticks that stands in this line; `npm run docs:lines` sets
 * the numbers. The first mention of a chapter in a section is a link to it.
 */
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { stateOf } from '../../../playground/src/state/address.js'
import { pages, readPage, root } from './pages.js'

const tool = '../../tools/source-lines.js'
const { wrongLines } = (await import(tool)) as { wrongLines: (root: string, page: string) => unknown }

/** The page without its code blocks, in which # is no heading and [a](b) no link. */
const prose = (path: string) => readPage(path).replace(/^```[\s\S]*?^```/gm, '')

/** A heading as GitHub makes an anchor of it. */
const anchor = (heading: string) =>
  heading
    .trim()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

const anchors = (path: string) => [...prose(path).matchAll(/^#+ (.+)$/gm)].map((m) => anchor(m[1]!))

test('an anchor is made as GitHub makes it', () => {
  expect(anchor('What `fit` returns: a *History*, [see](x.md)')).toBe('what-fit-returns-a-history-see')
})

/** The links of a text, and the files that its HTML names. */
function linksIn(text: string): string[] {
  const html = [...text.replace(/`[^`\n]*`/g, '').matchAll(/<[a-z][^>]*>/g)].map(([tag]) => tag).join('\n')
  return [
    ...[...text.matchAll(/\]\(([^)\s]+)\)/g)].map((m) => m[1]!),
    ...[...html.matchAll(/\s(?:src|href|poster)\s*=\s*["']([^"']+)["']/g)].map((m) => m[1]!),
    // A srcset has several files, each with a size behind it: a.svg 1x, b.svg 2x.
    ...[...html.matchAll(/\ssrcset\s*=\s*["']([^"']+)["']/g)].flatMap((m) =>
      m[1]!.split(',').map((part) => part.trim().split(/\s/)[0]!),
    ),
  ]
}

/** Whether a link of a page leads to nothing. */
function isBroken(page: string, link: string): boolean {
  if (/^(https?|mailto):/.test(link)) return false
  const [path, fragment] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path!)
  if (!existsSync(root + target)) return true
  // A link to the page about the playground can carry a state, which the playground must know.
  if (target === 'docs/playground.md' && fragment?.includes('=')) return stateOf(fragment).faults.length > 0
  if (fragment === undefined || /^L\d+$/.test(fragment)) return false
  const file = statSync(root + target).isDirectory() ? join(target, 'README.md') : target
  return !existsSync(root + file) || !anchors(file).includes(fragment)
}

test('links in Markdown and in HTML are found, and those that lead to nothing are broken', () => {
  const text =
    '[a](a.md) `<img src="code.svg">` <a href="README.md#none">b</a> <picture><source media="x" srcset="c.svg 1x, d.svg 2x"><img src=\'../README.md\' alt="e"></picture>'
  expect(linksIn(text)).toEqual(['a.md', 'README.md#none', '../README.md', 'c.svg', 'd.svg'])
  expect(linksIn(text).filter((link) => isBroken('docs/README.md', link))).toEqual(['a.md', 'README.md#none', 'c.svg', 'd.svg']) // oxfmt-ignore
})

test.each(pages)('%s', (page) => {
  const links = linksIn(prose(page))
  expect(links.filter((link) => isBroken(page, link))).toEqual([])
  const toLines = links.filter((link) => /#L\d+$/.test(link)).length
  expect(wrongLines(root, page)).toEqual({ links: toLines, wrong: [] })
})

/** The sections of a page, without code. Lines of HTML, such as summaries, cannot have links. */
const sections = (path: string) =>
  prose(path)
    .replace(/`[^`\n]*`|^ *<.*$/gm, '')
    .split(/^#+ .*$/m)
const CHAPTER = /(\[)?\bchapters?\s+(\d+)\b(?!\s+of\s+Michael)/gi

/** Each chapter that is first mentioned in a section without a link; a chapter's own number needs none. */
function mentionsWithoutLink(section: string, own: number): string[] {
  const first = new Map<number, RegExpMatchArray>()
  for (const mention of section.matchAll(CHAPTER)) {
    const chapter = Number(mention[2])
    if (!first.has(chapter) && chapter !== own) first.set(chapter, mention)
  }
  return [...first.values()].filter(([, bracket]) => bracket === undefined).map(([text]) => text)
}

test.each(pages)('%s links to the chapters that it mentions', (page) => {
  const own = Number(/course\/(\d+)-/.exec(page)?.[1] ?? 0)
  expect(sections(page).flatMap((section) => mentionsWithoutLink(section, own))).toEqual([])
})

test('a second mention needs no link, and a chapter of a book has none', () => {
  const text =
    "See [chapter 5](05.md) and chapter 5, chapter\n6 and chapter 3 of Michael Nielsen's book; here, in chapter 2."
  expect(mentionsWithoutLink(text, 2)).toEqual(['chapter\n6'])
})
