/** The programs and commands of the course: see page-commands.ts. */
import { expect, test } from '@jest/globals'
import { course, testPages } from './page-commands.js'

test('there are chapters', () => expect(course).toContain('docs/course/07-training.md'))

testPages(course)
