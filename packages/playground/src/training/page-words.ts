/**
 * Messages of the packages, in the words of the page. The packages speak to programs and to the command line: they begin with a
 * function, and advise its options. The page has neither.
 */

/** What the packages advise, and what the user of the page can do instead. */
const ADVICE: readonly (readonly [advice: string, words: string])[] = [
  ['say that there is no header (header: false, --no-header)', 'put a line with the names of the columns above it'],
  ["say so (decimal: ',', --decimal ,)", 'write it as a point'],
  ['leave out decimal (--decimal)', 'write all numbers with a decimal point'],
  ['state the task (task, --task)', 'leave out the row'],
  ['If these are classes, state the task classification', 'If these are classes, add a letter to each'],
  [' or pass the text in naValues (--na-values)', ''],
  [' (exclude, --exclude)', ''],
  [
    'so no class can be divided. Leave out labels.',
    'so that there is nothing to learn. Choose a column whose values repeat.',
  ],
  [' Pass what toJSON gave.', ' Open a file that this page or gradus train wrote.'],
  [' Fit the table again.', ' Train the model again.'],
]

/** `fitTarget: …`, and of a model file `MLP.fromJSON: …`. Messages of the page itself begin with a capital. */
const [FUNCTION, OF_A_MODEL] = [/^[a-z]+(?:[A-Z][A-Za-z]*)?: /, /^[A-Z]\w*\.[a-z]\w*: /]

export const inPageWords = (message: string): string =>
  ADVICE.reduce(
    (text, [advice, words]) => text.replaceAll(advice, words),
    message.replace(FUNCTION, '').replace(OF_A_MODEL, 'Model: '),
  )
