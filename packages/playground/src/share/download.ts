/** Saves a file on the machine of the user. */
export function download(name: string, content: string | Uint8Array, type: string): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the file after the click.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A name for a file, from words: `Cost over the updates` gives `cost-over-the-updates`. */
export const fileName = (words: string): string =>
  words.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60) || 'gradus' // oxfmt-ignore
