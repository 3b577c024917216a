/** Pictures follow the page's light and dark mode: as SVG elements in the page, or as a file for each mode. */
import { colorProperties } from '@gradus/viz'
import { palettes } from '../../viz/dist/colors.js' // all colors; the package exports their custom properties only

/** The custom property of each color of a light picture. */
const variables = new Map(Object.entries(palettes.light).map(([name, color]) => [color, palettes.page[name]]))

/** Replaces the colors of a light picture by those of the page. */
export const themed = (svg) => svg.replace(/"(#[0-9a-f]{6})"/g, (whole, color) => `"${variables.get(color) ?? color}"`)

const { light, dark } = palettes
const darkColors = new Map(Object.entries(light).map(([name, color]) => [color, dark[name]]))

/** A light picture in the colors of dark ones, for a picture that stays a file. */
export const darkened = (svg) => svg.replace(/#[0-9a-f]{6}/g, (color) => darkColors.get(color) ?? color)

/** Each `<picture>` twice: the style sheet shows one in light mode and one in dark mode. */
export const inBothModes = (text) =>
  text.replace(/<picture>[\s\S]*?<\/picture>/g, (picture) => {
    const [source, file] = /<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">/.exec(picture) ?? []
    const inLight = picture.replace(source ?? '', '')
    const inDark =
      file === undefined
        ? inLight.replace(/\.svg"/g, '.dark.svg"')
        : inLight.replace(/(<img[^>]* src=")[^"]+/, `$1${file}`)
    const lazy = inDark.replace('<img', '<img loading="lazy"') // a picture that is not shown is not loaded
    return [
      inLight.replace('<picture>', '<picture class="in-light">'),
      lazy.replace('<picture>', '<picture class="in-dark">'),
    ].join('')
  })

/** The style sheet with the custom properties for light and dark. */
export const colorSheet = () => `:root { ${colorProperties('light')} }\n.dark { ${colorProperties('dark')} }\n`
