/** Reads the boxes of all texts from a plot, as the texts state them. */

export interface Box {
  text: string
  left: number
  right: number
  top: number
  bottom: number
}

/** Ascent and descent of Arimo, in shares of the font size. */
const [ASCENT, DESCENT] = [0.905, 0.212]

export function textBoxes(svg: string): Box[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, text]) => {
    const read = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes!)?.[1]
    const [x, y, size, width] = ['x', 'y', 'font-size', 'textLength'].map((name) => Number(read(name)))
    const anchor = read('text-anchor') ?? 'start'
    const left = x! - (anchor === 'end' ? width! : anchor === 'middle' ? width! / 2 : 0)
    return { text: text!, left, right: left + width!, top: y! - ASCENT * size!, bottom: y! + DESCENT * size! }
  })
}

/** What is wrong with the texts: those that leave the picture or cross another. */
export function faults(boxes: readonly Box[], width: number, height: number): string[] {
  const outside = boxes.filter((b) => !(b.left >= 0 && b.top >= 0 && b.right <= width && b.bottom <= height))
  const crossing = boxes.flatMap((a, i) =>
    boxes
      .slice(0, i)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `"${a.text}" crosses "${b.text}"`),
  )
  return [...outside.map((b) => `"${b.text}" leaves the picture`), ...crossing]
}
