/** Pictures stand in the page as SVG elements, so that they follow the page's light and dark mode. */
import { colorProperties } from '@gradus/viz'
import { palettes } from '../../viz/dist/colors.js' // all colors; the package exports their custom properties only

/** The custom property of each color of a light picture. */
const variables = new Map(Object.entries(palettes.light).map(([name, color]) => [color, palettes.page[name]]))

/** Replaces the colors of a light picture by those of the page. */
export const themed = (svg) => svg.replace(/"(#[0-9a-f]{6})"/g, (whole, color) => `"${variables.get(color) ?? color}"`)

/** The style sheet with the custom properties for light and dark. */
export const colorSheet = () => `:root { ${colorProperties('light')} }\n.dark { ${colorProperties('dark')} }\n`
