/** "Ask me first": asks for the next number before it is shown. The checker names the fault of a wrong answer. */
import { checkAnswers } from '@gradus/explain'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { WithHelp } from '../controls/help.js'
import { fullNumber } from '../controls/show-number.js'
import { SettingError } from '../state/setting.js'
import { nameOf } from './details.js'
import { readNumber } from './number.js'
import { type Asked, told } from './questions.js'

interface AskProps {
  readonly asked: readonly Asked[]
  /** The numbers so far, one for each question that is done. */
  readonly answers: readonly number[]
  /** How many of them the reader has found. */
  readonly found: number
  /** `isFound` if the reader has found it, and not been told. */
  readonly onAnswer: (answer: number, isFound: boolean) => void
  readonly onAgain: () => void
  readonly onEnd: () => void
}

export function Ask({ asked, answers, found, onAnswer, onAgain, onEnd }: AskProps) {
  const [message, setMessage] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const next = asked[answers.length]
  // The focus goes along when the buttons take the place of the field, and back.
  const isDone = next === undefined
  const section = useRef<HTMLElement>(null)
  const wasDone = useRef(isDone)
  useEffect(() => {
    if (isDone !== wasDone.current) section.current!.querySelector<HTMLElement>(isDone ? 'button' : 'input')?.focus()
    wasDone.current = isDone
  }, [isDone])
  const take = (answer: number, isFound: boolean, words: string): void => {
    setMessage(words)
    input.current!.value = ''
    input.current!.focus()
    onAnswer(answer, isFound)
  }
  const check = (): void => {
    let answer: number
    try {
      answer = readNumber(input.current!.value)
    } catch (error) {
      if (error instanceof SettingError) return setMessage(error.message)
      throw error
    }
    const questions = asked.map(({ question }) => question)
    const verdict = checkAnswers(questions, [...answers, answer])[answers.length]!
    if (verdict.result === 'right')
      take(next!.question.answer, true, `Right: ${next!.question.asks} is ${fullNumber(next!.question.answer)}.`)
    else setMessage(verdict.message)
  }
  return (
    <section class="ask" aria-label="Question" ref={section}>
      {isDone ? (
        <>
          <p>
            {asked.length === 0
              ? 'There is nothing to ask here.'
              : `You have found ${found} of ${asked.length} numbers. All steps can be seen now.`}
          </p>
          <div class="row">
            <Button
              label="Ask again"
              help="Hides the gradients again and begins with the first question."
              onPress={onAgain}
            />
            <Button label="End the questions" help="Shows all numbers again." onPress={onEnd} />
          </div>
        </>
      ) : (
        <>
          <p>
            <b>
              {next.question.operation === 'sum'
                ? `What has ${nameOf(next.to)} now?`
                : `What arrives at ${nameOf(next.to)}?`}
            </b>{' '}
            Question {answers.length + 1} of {asked.length}: {next.question.asks}
            {next.question.operation === 'product' && `, passed on by ${nameOf(next.from)}`}.
          </p>
          <div class="row">
            <WithHelp stays help="A number, or −4 * 1. Three digits are enough.">
              {(id) => (
                <label>
                  <span>Your answer</span>
                  <input
                    ref={input}
                    autocomplete="off"
                    spellcheck={false}
                    aria-describedby={id}
                    onKeyDown={({ key }) => key === 'Enter' && check()}
                  />
                </label>
              )}
            </WithHelp>
            <Button label="Check" primary help="Checks your number." onPress={check} />
            <Button
              label="Tell me"
              help="Shows the number and continues. It does not count as found."
              onPress={() => take(next.question.answer, false, told(next.question))}
            />
            <p class="score">
              {found} of {asked.length} found
            </p>
          </div>
        </>
      )}
      <p role="status" aria-label="Verdict">
        {message}
      </p>
    </section>
  )
}
