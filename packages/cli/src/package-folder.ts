/** The folder of this package. The path is right from src/ and from dist/, where this file becomes part of the bundle. */
export const folder = new URL('../', import.meta.url)
