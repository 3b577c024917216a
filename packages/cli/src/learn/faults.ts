/** What an error of JavaScript or of the parser probably means, for a learner who meets it for the first time. */

const RUNNING: readonly [RegExp, (...parts: string[]) => string][] = [
  [
    /^(\S+) is not defined$/,
    (name) =>
      `Nothing has the name ${name} here. See which name the lines around it use. A field of the object needs "this." in front, and a text needs quotes.`,
  ],
  [
    /^Cannot access '(\S+)' before initialization$/,
    (name) => `${name} is used before the line that gives it a value. Move that line up.`,
  ],
  [
    /^Cannot (?:read|set) properties of (undefined|null) \(\w+ '(\S+)'\)$/,
    (nothing, field) =>
      /^\d+$/.test(field!)
        ? `You ask for item ${field} of something that is ${nothing}. Perhaps a loop runs too far: the items of a list have the numbers 0 to length − 1.`
        : `You ask for the field ${field} of something that is ${nothing}. Perhaps you have a list, and need its items one by one.`,
  ],
  [/^(.+) is not a function$/, (name) => `${name} cannot be called. Check its name, and what stands before the dot.`],
  [
    /^Maximum call stack size exceeded$/,
    () => 'A function calls itself without end. Each call must come closer to a case that needs no further call.',
  ],
]

/** @param message the message of an error that the answer threw */
export function errorFault(message: string): string {
  for (const [pattern, says] of RUNNING) {
    const parts = pattern.exec(message)
    if (parts !== null) return says(...parts.slice(1))
  }
  return 'Your code stops with an error before it has a result.'
}

const KEYS: Record<string, string> = { '−': '-', '–': '-', '×': '*', '·': '*', '÷': '/' }

/**
 * @param message the message of esbuild about a file that it cannot read
 * @param line the text of the line
 */
export function syntaxFault(message: string, line = ''): string {
  const sign = /(?:Unexpected|found) "([−–×·÷])/.exec(message)?.[1]
  if (sign !== undefined) return `Programs write ${KEYS[sign]!} for the sign ${sign}.`
  if (/^Expected .* found ":"/.test(message) && line.includes(':=')) {
    return 'Programs store a value with =, without a colon.'
  }
  if (message === 'Unexpected "**"') return 'In front of ** a minus needs parentheses: -(x ** 2).'
  if (/^Cannot assign to .* constant/.test(message)) return 'A const keeps its value. Introduce the name with let.'
  if (message.startsWith('Cannot use "continue"')) return 'continue is for loops. To leave a function, use return.'
  return 'A bracket, a quote, a name or a sign such as * is missing, or there is one too many, in this line or the one before it.'
}
