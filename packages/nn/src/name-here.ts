/** Names that people bring along from Keras, PyTorch and papers. */

/** 'BCEWithLogitsLoss', 'bce_with_logits' and 'bceWithLogits' are the same name. */
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/loss$/, '')

/**
 * Returns the Gradus name for a name that is spelled differently, or that another library uses; undefined if there is none.
 *
 * @param names those that there are
 * @param elsewhere other names in small letters, without signs and without "loss" at the end, and what each is called here
 */
export function nameHere<N extends string>(
  given: unknown,
  names: readonly N[],
  elsewhere: Readonly<Record<string, N>>,
): N | undefined {
  if (typeof given !== 'string') return undefined
  const wanted = bare(given)
  return (
    names.find((name) => bare(name) === wanted) ?? (Object.hasOwn(elsewhere, wanted) ? elsewhere[wanted] : undefined)
  )
}
