/** What happens when a model or a loss cannot be compiled. */
import type { Run } from '../run.js'

/** Thrown inside `fit` when compiling fails; the message says why. */
export class NotCompiled extends Error {}

/** Announces that the engine does the work, or throws if an option rules that out. */
export function goEager({ mode, precision, threads, onNotice }: Run, cause: NotCompiled): void {
  const { message } = cause
  if (mode === 'compiled') {
    throw new Error(`fit: the model or the loss cannot be compiled. ${message} Fix that, or pass mode: 'eager'.`, {
      cause,
    })
  }
  if (precision === 'f32' || threads > 1) {
    const asked = precision === 'f32' ? `precision is '${precision}'` : `threads is ${threads}`
    throw new Error(
      `fit: ${asked}, and the model or the loss cannot be compiled. ${message} Fix that, or leave the option out.`,
      {
        cause,
      },
    )
  }
  onNotice(
    `fit: training runs in mode 'eager', which is slower, because the model or the loss cannot be compiled. ${message}`,
  )
}
