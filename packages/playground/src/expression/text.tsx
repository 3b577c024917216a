/** The field of the expression. It counts while one types, as soon as it can be read; a mark shows where it cannot. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { WithHelp } from '../controls/help.js'
import { change } from '../state/page.js'
import { SettingError } from '../state/setting.js'
import { parsed, pointed, type SyntaxFault } from './graph-of.js'
import { EXPRESSION } from './settings.js'

/** In milliseconds, from the last key to the new graph. */
const PAUSE = 250

interface TextProps {
  readonly text: string
  /** Whether a graph is shown. A link can have a text that cannot be read, and then there is none. */
  readonly hasGraph: boolean
}

export function ExpressionText({ text, hasGraph }: TextProps) {
  const [fault, setFault] = useState(() => problemOf(text))
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<number>()
  const own = useRef(text)
  useEffect(() => {
    if (own.current === text) return
    own.current = text
    input.current!.value = text
    setFault(problemOf(text))
  }, [text])
  const take = (): void => {
    window.clearTimeout(timer.current)
    if (input.current === null) return // the view is being left
    const typed = input.current.value
    if (typed === own.current && fault === undefined) return
    const problem = problemOf(typed)
    setFault(problem)
    if (problem !== undefined) return
    own.current = typed
    change('expression', { text: typed }, 'expression text')
  }
  return (
    <WithHelp help={EXPRESSION.text.help} wide stays>
      {(id) => (
        <>
          <label>
            <span>{EXPRESSION.text.label}</span>
            <input
              ref={input}
              class="formula"
              defaultValue={text}
              spellcheck={false}
              autocomplete="off"
              autocapitalize="off"
              aria-describedby={id}
              aria-invalid={fault !== undefined}
              onInput={() => {
                window.clearTimeout(timer.current)
                timer.current = window.setTimeout(take, PAUSE)
              }}
              onBlur={take}
              onKeyDown={({ key }) => key === 'Enter' && take()}
            />
          </label>
          {fault !== undefined && (
            <div class="fault" role="alert">
              {fault.column !== undefined && <pre aria-hidden="true">{pointed(fault.text, fault.column)}</pre>}
              <p>
                {fault.message} {hasGraph && 'The graph stays as it was.'}
              </p>
            </div>
          )}
        </>
      )}
    </WithHelp>
  )
}

/** What is wrong with a text, which then stays as it is. */
function problemOf(text: string): (SyntaxFault & { readonly text: string }) | undefined {
  try {
    EXPRESSION.text.read(text)
  } catch (error) {
    if (error instanceof SettingError) return { text, message: error.message, column: undefined }
    throw error
  }
  const result = parsed(text)
  return 'message' in result ? { ...result, text } : undefined
}
