/** Derivatives as formulas, and second derivatives as formulas and numbers. */
import { hessian } from '@gradus/engine'
import type { Expression } from '@gradus/expression'
import { derive } from '@gradus/expression/formula'
import { useMemo } from 'preact/hooks'
import { showNumber } from '../network/format.js'
import { numberOf } from './graph-of.js'

interface FormulasProps {
  readonly expression: Expression
  readonly values: Readonly<Record<string, number>>
}

/** The most variables of a table of second derivatives. */
const MOST = 6

export function Formulas({ expression, values }: FormulasProps) {
  const { names, f, text } = expression
  const first = useMemo(() => attempt(() => derive(text, PLAIN)), [text])
  const numbers = useMemo(
    () =>
      names.length > MOST || names.length === 0
        ? undefined
        : hessian(
            f,
            names.map((name) => numberOf(values, name)),
          ),
    [expression, values],
  )
  if (typeof first === 'string') return <p class="fault">{first}</p>
  return (
    <section aria-label="Derivatives">
      <h2>Derivatives as formulas</h2>
      <ul class="math">
        {names.map((name) => (
          <li key={name}>
            ∂f/∂{name} = {first[name]}
          </li>
        ))}
      </ul>
      {numbers !== undefined && (
        <>
          <h2>Second derivatives here</h2>
          <table>
            <thead>
              <tr>
                <td />
                {names.map((name) => (
                  <th scope="col" key={name}>
                    ∂{name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {numbers.map((row, i) => (
                <tr key={names[i]}>
                  <th scope="row">∂²f/∂{names[i]}</th>
                  {row.map((x, j) => (
                    <td key={names[j]}>{showNumber(x, 4)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

const PLAIN = { language: 'plain', limit: 600, shareAbove: Infinity } as const

/** The result, or the message of a formula that would be too long. */
function attempt<T>(make: () => T): T | string {
  try {
    return make()
  } catch (error) {
    return (error as Error).message
  }
}
