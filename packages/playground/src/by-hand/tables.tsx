/** The numbers of an update as tables: each line with its formula, and slopes by hand beside those of the engine. */
import type { TraceLine } from '@gradus/nn/trace'
import { Fragment } from 'preact'
import { numberText } from './numbers.js'
import { isWide } from './places.js'
import type { Compared } from './run.js'

interface LinesProps {
  readonly title: string
  readonly lines: readonly TraceLine[]
  readonly relation?: '=' | ':='
}

/** Lines such as z = formula = numbers = value. */
export function Lines({ title, lines, relation = '=' }: LinesProps) {
  return (
    <section class="lines">
      <h2>{title}</h2>
      <table>
        <tbody>
          {lines.map(({ symbol, formula, numbers, value }) => (
            <tr key={symbol}>
              <th scope="row">{symbol}</th>
              <td>
                {relation} {formula}
                <br />= {numbers}
              </td>
              <td class="number">{numberText(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface ComparisonProps {
  readonly title: string
  /** The rule that the lines follow. */
  readonly rule: string
  readonly lines: readonly Compared[]
}

/** Slopes by hand and by the engine, and how far they differ. */
export function Comparison({ title, rule, lines }: ComparisonProps) {
  return (
    <section class="lines">
      <h2>{title}</h2>
      <p>{rule}</p>
      <table>
        <thead>
          <tr>
            {isWide.value && <td />}
            {isWide.value && <th scope="col">with its numbers</th>}
            <th scope="col">by hand</th>
            <th scope="col">autodiff</th>
            <th scope="col">difference</th>
          </tr>
        </thead>
        <tbody>{lines.map(isWide.value ? wideRow : narrowRows)}</tbody>
      </table>
    </section>
  )
}

const wideRow = (line: Compared) => (
  <tr key={line.symbol}>
    <th scope="row">{line.symbol}</th>
    <td>{written(line)}</td>
    {numberCells(line)}
  </tr>
)

/** The formula has a row of its own. */
const narrowRows = (line: Compared) => (
  <Fragment key={line.symbol}>
    <tr class="formula">
      <th scope="rowgroup" colSpan={3}>
        <strong>{line.symbol}</strong> = {written(line)}
      </th>
    </tr>
    <tr>{numberCells(line)}</tr>
  </Fragment>
)

const numberCells = ({ value, automatic }: Compared) =>
  [numberText(value), numberText(automatic), numberText(value - automatic, 2)].map((text, i) => (
    <td key={i} class="number">
      {text}
    </td>
  ))

/** The formula, and the same with its numbers unless these are the result. */
const written = ({ formula, numbers, value }: Compared) => (
  <>
    {formula}
    {numbers !== numberText(value) && (
      <>
        <br />= {numbers}
      </>
    )}
  </>
)
