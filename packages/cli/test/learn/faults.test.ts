import { runInThisContext } from 'node:vm'
import { expect, test } from '@jest/globals'
import { errorFault, syntaxFault } from '../../src/learn/faults.js'

/** The message of the error that a program throws, as this version of Node words it. */
function thrown(program: string): string {
  try {
    runInThisContext(`{ ${program} }`)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the program throws nothing')
}

test.each([
  [
    'grad += 1',
    'Nothing has the name grad here. See which name the lines around it use. A field of the object needs "this." in front, and a text needs quotes.',
  ],
  ['x + 1; let x = 1', 'x is used before the line that gives it a value. Move that line up.'],
  [
    'undefined.inputs',
    'You ask for the field inputs of something that is undefined. Perhaps you have a list, and need its items one by one.',
  ],
  [
    'null[0] = 1',
    'You ask for item 0 of something that is null. Perhaps a loop runs too far: the items of a list have the numbers 0 to length − 1.',
  ],
  ['Math.tang(1)', 'Math.tang cannot be called. Check its name, and what stands before the dot.'],
  [
    'function f() { f() } f()',
    'A function calls itself without end. Each call must come closer to a case that needs no further call.',
  ],
  ['throw new Error("mine")', 'Your code stops with an error before it has a result.'],
])('%s', (program, fault) => expect(errorFault(thrown(program))).toBe(fault))

test.each([
  ['Unexpected "−"', 'x = −1', 'Programs write - for the sign −.'],
  ['Expected ")" but found "×"', 'f(2 × 3)', 'Programs write * for the sign ×.'],
  ['Expected ";" but found ":"', 'this.grad := 4', 'Programs store a value with =, without a colon.'],
  ['Unexpected "**"', 'Math.exp(-x ** 2)', 'In front of ** a minus needs parentheses: -(x ** 2).'],
  [
    'Cannot assign to "sum" because it is a constant',
    'sum += 1',
    'A const keeps its value. Introduce the name with let.',
  ],
  ['Cannot use "continue" here:', 'continue', 'continue is for loops. To leave a function, use return.'],
  [
    'Expected ";" but found ":"',
    'return a : b',
    'A bracket, a quote, a name or a sign such as * is missing, or there is one too many, in this line or the one before it.',
  ],
])('%s in %s', (message, line, fault) => expect(syntaxFault(message, line)).toBe(fault))
