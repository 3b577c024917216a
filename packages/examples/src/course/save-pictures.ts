/** Writes SVG files to a folder, which is made if needed. Without a folder nothing happens. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export async function savePictures(folder: string | undefined, pictures: Record<string, string>): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  for (const [name, svg] of Object.entries(pictures)) await writeFile(join(folder, name), svg)
}
