/** Derivatives as formulas and as numbers at the present point, first and second. */
import { fullNumber } from '../controls/show-number.js'
import { type DerivativeFormula, MOST_VARIABLES } from './analysis.js'
import { withPowers } from './powers.js'
import { useAnalysis } from './use-analysis.js'

interface FormulasProps {
  /** What the expression is called. */
  readonly name: string
  readonly text: string
  readonly names: readonly string[]
  readonly values: Readonly<Record<string, number>>
}

/** The most variables whose derivatives are listed. */
const MOST = 20

export function Formulas({ name, text, names, values }: FormulasProps) {
  const formulas = useAnalysis({ kind: 'formulas', text })
  const numbers = useAnalysis({ kind: 'numbers', text, values })
  const gradient = numbers === undefined || 'fault' in numbers ? [] : numbers.gradient
  return (
    <section aria-label="Derivatives" class="formulas">
      <h2>Derivatives as formulas</h2>
      {formulas === undefined ? (
        <p class="muted">Loading …</p>
      ) : 'fault' in formulas ? (
        <p class="fault">{formulas.fault}</p>
      ) : (
        <>
          <List name={name} of={formulas.first.slice(0, MOST)} at={(i) => gradient[i]} />
          {names.length > MOST && <p>… and {names.length - MOST} more.</p>}
          {formulas.second.length > 0 && (
            <details>
              <summary title="Shows ∂²f/∂x∂y for each two variables x and y.">Second derivatives as formulas</summary>
              <List name={name} of={formulas.second} />
            </details>
          )}
        </>
      )}
      <h2>Second derivatives at this point</h2>
      {names.length > MOST_VARIABLES ? (
        <p>
          The table is shown for at most {MOST_VARIABLES} variables. This expression has {names.length}.
        </p>
      ) : numbers === undefined ? null : 'fault' in numbers ? (
        <p class="fault">{numbers.fault}</p>
      ) : (
        numbers.hessian !== undefined &&
        numbers.hessian.length === names.length && <Hessian name={name} names={names} rows={numbers.hessian} />
      )}
    </section>
  )
}

/** `at` is the number of each derivative here. */
const List = ({
  name,
  of,
  at,
}: {
  name: string
  of: readonly DerivativeFormula[]
  at?: (i: number) => number | undefined
}) => (
  <ul class="math">
    {of.map(({ by, formula }, i) => (
      <li key={by.join()}>
        {symbolOf(name, by)} ={' '}
        {formula === undefined ? <i>a formula of more than 300 characters</i> : withPowers(formula)}
        {at?.(i) !== undefined && <span class="muted"> = {fullNumber(at(i)!)}</span>}
      </li>
    ))}
  </ul>
)

/** ∂f/∂x, ∂²f/∂x², ∂²f/∂x∂y */
function symbolOf(f: string, [a, b]: readonly string[]): string {
  if (b === undefined) return `∂${f}/∂${a}`
  return a === b ? `∂²${f}/∂${a}²` : `∂²${f}/∂${a}∂${b}`
}

const Hessian = ({
  name: f,
  names,
  rows,
}: {
  name: string
  names: readonly string[]
  rows: readonly (readonly number[])[]
}) => (
  <div class="scrolls" tabIndex={0} role="region" aria-label="Table of second derivatives">
    <table>
      <thead>
        <tr>
          <td />
          {names.map((name) => (
            <th scope="col" key={name}>
              ∂/∂{name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={names[i]}>
            <th scope="row">
              ∂{f}/∂{names[i]}
            </th>
            {row.map((x, j) => (
              <td key={names[j]}>{fullNumber(x)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
