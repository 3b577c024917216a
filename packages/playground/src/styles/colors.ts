/** The colors of drawings and plots as custom properties, for light and dark. The page uses the same for itself. */
import { colorProperties } from '@gradus/viz'

const sheet = new CSSStyleSheet()
const [light, dark] = [colorProperties('light'), colorProperties('dark')]
sheet.replaceSync(`
:root { color-scheme: light; ${light} }
:root[data-theme='dark'] { color-scheme: dark; ${dark} }
@media (prefers-color-scheme: dark) { :root:not([data-theme='light']) { color-scheme: dark; ${dark} } }
`)
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
