export function slope(f: (x: number) => number, x: number, h: number): number {
  const [from, to] = [x - h, x + h]
  const rise = f(to) - f(from)
  return rise / (to - from)
}
