/** The programs and commands of all pages but those of the course: see page-commands.ts. */
import { expect, test } from '@jest/globals'
import { howTo, others, testPages } from './page-commands.js'

test('there are pages', () => expect(others).toEqual(expect.arrayContaining(['README.md', ...howTo])))

testPages(others)
