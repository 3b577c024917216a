/** What the exercises print for people. */
import { ANSWER, type Exercise } from './exercise.js'
import type { Result } from './grade.js'

export const paragraphs = (...texts: string[]): string => texts.join('\n\n')

/** A bar of one cell per exercise: ███░░ */
export const bar = (done: number, all: number): string => '█'.repeat(done) + '░'.repeat(all - done)

/** A failure in a fixed order: what was tried, expected, got, the likely fault, the chapter. */
export function failureText(
  { name, chapter }: Exercise,
  { passed, of, failure, printed }: Result,
  { trace = false, unchanged = false, current = true } = {},
): string {
  const { tried, expected, got, fault, stack } = failure!
  const line = new RegExp(`${ANSWER}, line \\d+`).exec(stack ?? '')?.[0]
  const rows = [
    ['Tried', tried],
    ['Expected', expected],
    ['Got', line === undefined ? got : `${got} (${line})`],
    ['Likely', unchanged ? `${ANSWER} is as it was. Read task.md, then write the part that is marked TODO.` : fault],
    ['Chapter', `${chapter.title} (${chapter.path})`],
  ]
  const texts = [
    ...(printed.length === 0 ? [] : [`Your program printed:\n${printed.join('\n')}`]),
    `✗ ${name} is not done yet.${passed > 0 ? ` ${passed} of ${of} checks passed before this one:` : ''}`,
    rows.map(([label, text]) => `  ${label!.padEnd(8)}  ${text}`).join('\n'),
    ...(trace && stack !== undefined ? [stack] : []),
    `gradus learn hint${current ? '' : ` ${name}`} shows a hint.`,
  ]
  return paragraphs(...texts)
}
