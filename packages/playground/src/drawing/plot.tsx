/** A plot of @gradus/plot in the page. */
import { withMinus } from '@gradus/svg'

export const Plot = ({ svg }: { svg: string }) => (
  <div class="picture" dangerouslySetInnerHTML={{ __html: withSigns(svg) }} />
)

/** The plot with the minus signs of the texts around it. A text with another sign has another width than it says. */
const withSigns = (svg: string): string =>
  svg.replace(/<text([^>]*)>([^<]*)/g, (whole, attributes: string, text: string) => {
    const written = withMinus(text)
    return written === text ? whole : `<text${attributes.replace(/ (textLength|lengthAdjust)="[^"]*"/g, '')}>${written}`
  })
