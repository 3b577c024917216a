/** Where things are. */
import { fileURLToPath } from 'node:url'

/** The clone. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))
const site = fileURLToPath(new URL('../', import.meta.url))
/** The finished site. */
export const dist = `${site}dist`
/** The pages as VitePress reads them. `prepare.js` writes this folder anew. */
export const pages = `${site}.pages`
export const theme = `${site}theme`
