/** The user's own data: a CSV file that is dropped or chosen, or text that is pasted. They never leave this page. */
import { useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { WithHelp } from '../controls/help.js'
import { fault, own } from './run.js'

/** The most characters that the page reads. */
const MOST = 50_000_000

interface Read {
  readonly name: string
  readonly text: string
  readonly columns: readonly string[]
}

export function OwnDataPanel() {
  const [read, setRead] = useState<Read>()
  const [problem, setProblem] = useState<string>()
  const take = async (name: string, text: string): Promise<void> => {
    if (text.length > MOST) {
      return setProblem(
        `${name} has ${text.length.toLocaleString('en-US')} characters. Take a file of at most 50 million.`,
      )
    }
    const { parseCsv } = await import('@gradus/data')
    try {
      const { columns } = parseCsv(firstLines(text), { file: name })
      setProblem(undefined)
      setRead({ name, text, columns })
      own.value = { name, text, target: columns.at(-1)! }
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  const takeFile = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) await take(file.name, await file.text())
  }
  return (
    <div
      class="own"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void takeFile(event.dataTransfer?.files[0])
      }}
    >
      <p>
        Drop a CSV file here, choose one, or paste its text. The first line has the names of the columns. Your data stay
        in this page: they are in no link and go nowhere.
      </p>
      <WithHelp help="A CSV file from this machine.">
        {(id) => (
          <label>
            <span>CSV file</span>
            <input
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              aria-describedby={id}
              onChange={(event) => void takeFile(event.currentTarget.files?.[0])}
            />
          </label>
        )}
      </WithHelp>
      <PasteField onText={(text) => void take('pasted text', text)} />
      {read !== undefined && (
        <WithHelp help="The column that the network predicts. All others are its inputs.">
          {(id) => (
            <label>
              <span>Column to predict</span>
              <select
                aria-describedby={id}
                value={own.value?.target}
                onChange={(event) =>
                  (own.value = { name: read.name, text: read.text, target: event.currentTarget.value })
                }
              >
                {read.columns.map((column) => (
                  <option key={column}>{column}</option>
                ))}
              </select>
            </label>
          )}
        </WithHelp>
      )}
      {(problem ?? fault.value) !== undefined && (
        <p class="fault" role="alert">
          {problem ?? fault.value}
        </p>
      )}
    </div>
  )
}

function PasteField({ onText }: { onText: (text: string) => void }) {
  const [text, setText] = useState('')
  return (
    <>
      <WithHelp help="Lines of a table, such as those copied from a spreadsheet.">
        {(id) => (
          <label>
            <span>Text of a table</span>
            <textarea
              rows={4}
              spellcheck={false}
              aria-describedby={id}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
        )}
      </WithHelp>
      <Button
        label="Use this text"
        help="Reads the text above as a table."
        disabled={text.trim() === ''}
        onPress={() => onText(text)}
      />
    </>
  )
}

/** Enough of the text for the names of the columns. */
function firstLines(text: string): string {
  let end = -1
  for (let line = 0; line < 20; line++) {
    end = text.indexOf('\n', end + 1)
    if (end < 0) return text
  }
  return text.slice(0, end)
}
