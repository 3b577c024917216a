/** The user's own data: a CSV file that is dropped or chosen, or text that is pasted. They never leave this page. */
import type { TableEncoding } from '@gradus/data'
import { useEffect, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { WithHelp } from '../controls/help.js'
import { say } from '../state/messages.js'
import { hasDecimalComma } from '../training/decimal-comma.js'
import type { OwnData } from '../training/messages.js'
import { inPageWords } from '../training/page-words.js'
import { fault, own, waiting } from './run.js'

/** What a pasted table is called, also in a program that reads it. */
const PASTED = 'pasted.csv'
/** The most characters that the page reads. */
const MOST = 50_000_000

export function OwnDataPanel() {
  const [columns, setColumns] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string>()
  const table = own.value
  useEffect(() => {
    if (table !== undefined) void columnsOf(table).then(setColumns)
  }, [table])
  const take = async (name: string, text: string): Promise<void> => {
    try {
      const decimal = hasDecimalComma(text) ? ',' : '.'
      const names = await columnsOf({ name, text, decimal })
      const needed = waiting.value
      if (needed !== undefined && !names.includes(needed.target)) {
        throw new Error(`${name} has no column “${needed.target}”. ${needed.message}`)
      }
      const model = needed ?? openModelFor(names)
      if (model !== undefined)
        say('done', 'The table has the columns of the open model. It is read for this model, which keeps its weights.')
      const { target, encoding } = model ?? { target: names.at(-1)! }
      setProblem(undefined)
      waiting.value = undefined
      own.value = { name, text, target, decimal, ...(encoding === undefined ? {} : { encoding }) }
    } catch (error) {
      setProblem(inPageWords((error as Error).message))
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
      {waiting.value !== undefined && problem === undefined && <p role="status">{waiting.value.message}</p>}
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
      <PasteField table={table} onText={(text) => void take(PASTED, text)} />
      {table !== undefined && fault.value === undefined && <p>The table in use: {table.name}</p>}
      {table !== undefined && columns.includes(table.target) && (
        <WithHelp help="The column that the network predicts. All others are its inputs.">
          {(id) => (
            <label>
              <span>Column to predict</span>
              <select
                aria-describedby={id}
                value={table.target}
                onChange={({ currentTarget }) => {
                  own.value = { ...withoutModel(table), target: currentTarget.value }
                }}
              >
                {columns.map((column) => (
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
      {fault.value !== undefined && table?.encoding !== undefined && (
        <Button
          label="Train a new network on it"
          help="Reads the table without the model that was opened. The weights are new."
          onPress={() => {
            own.value = withoutModel(table)
          }}
        />
      )}
    </div>
  )
}

/** How the open model reads a table, if these are its columns. */
function openModelFor(names: readonly string[]): { target: string; encoding: TableEncoding } | undefined {
  const encoding = own.value?.encoding
  if (encoding === undefined) return undefined
  const needed = [encoding.target.name, ...encoding.inputs.columns.map((column) => column.name)]
  return needed.every((name) => names.includes(name)) ? { target: encoding.target.name, encoding } : undefined
}

const withoutModel = ({ encoding: _, ...table }: OwnData): OwnData => table

/** A text of more characters is not put into the field, where it would keep the page busy for minutes. */
const MOST_IN_FIELD = 100_000

/** @param table the table in use. A text that is another one does not stay. */
function PasteField({ table, onText }: { table: OwnData | undefined; onText: (text: string) => void }) {
  const [text, setText] = useState('')
  useEffect(() => {
    if (table !== undefined && table.text !== text) setText('')
  }, [table])
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
              onPaste={(event) => {
                const pasted = event.clipboardData?.getData('text/plain') ?? ''
                if (pasted.length <= MOST_IN_FIELD) return
                event.preventDefault()
                onText(pasted)
                say('done', 'The pasted text is too long for the field. The page uses it at once.')
              }}
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

/** The names of the columns. @throws Error for a text that is no table, or too long */
async function columnsOf({ name, text, decimal = '.' }: Omit<OwnData, 'target'>): Promise<readonly string[]> {
  if (text.length > MOST) {
    const length = text.length.toLocaleString('en-US')
    throw new RangeError(`${name} has ${length} characters. Take a file of at most 50 million.`)
  }
  const { parseCsv } = await import('@gradus/data')
  return parseCsv(firstLines(text), { file: name, decimal }).columns
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
