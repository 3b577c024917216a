/** "Ask me first": the questions of the backward pass, one after the other. The checker names the fault of a wrong answer. */
import type { Value } from '@gradus/engine'
import { checkAnswers, exercise } from '@gradus/explain'
import { useMemo, useRef, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { WithHelp } from '../controls/help.js'
import { numberFrom } from '../state/setting.js'

interface AskProps {
  readonly root: Value
  readonly onDone: () => void
}

export function Ask({ root, onDone }: AskProps) {
  const { questions } = useMemo(() => exercise(root, { limit: 20 }), [root])
  const [answers, setAnswers] = useState<readonly number[]>([])
  const [message, setMessage] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const question = questions[answers.length]
  if (question === undefined) {
    return (
      <section class="ask" aria-label="Question">
        <p role="status">
          {questions.length === 0 ? 'There is nothing to ask here.' : `All ${questions.length} answers are there.`}
        </p>
        <Button label="Show the steps" help="Ends the questions and shows all numbers." onPress={onDone} />
      </section>
    )
  }
  const next = (answer: number): void => {
    setAnswers([...answers, answer])
    input.current!.value = ''
    input.current!.focus()
  }
  const check = (): void => {
    const answer = numberFrom(input.current!.value)
    if (answer === undefined) return setMessage('Enter a number such as −0.5.')
    const verdict = checkAnswers(questions, [...answers, answer])[answers.length]!
    setMessage(verdict.message)
    if (verdict.result === 'right') next(question.answer)
  }
  return (
    <section class="ask" aria-label="Question">
      <p>
        Question {answers.length + 1} of {questions.length}: what is {question.asks}?
      </p>
      <WithHelp help="Your number. Three digits are enough.">
        {(id) => (
          <label>
            <span>Your answer</span>
            <input
              ref={input}
              inputMode="decimal"
              autocomplete="off"
              aria-describedby={id}
              onKeyDown={({ key }) => key === 'Enter' && check()}
            />
          </label>
        )}
      </WithHelp>
      <div class="row">
        <Button label="Check" primary help="Checks your number." onPress={check} />
        <Button
          label="Tell me"
          help="Shows the answer and goes on."
          onPress={() => {
            setMessage(`It is ${question.answer}.`)
            next(question.answer)
          }}
        />
      </div>
      <p role="status">{message}</p>
    </section>
  )
}
