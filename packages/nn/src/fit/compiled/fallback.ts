/** Why a model is not compiled, and what then. */
import type { Run } from '../run.js'

export class NotCompiled extends Error {}

/** Says in a notice that the engine does the work, or throws if that is not what was asked for. */
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
    `fit: training runs on the eager engine, which is slower, because the model or the loss cannot be compiled. ${message}`,
  )
}
