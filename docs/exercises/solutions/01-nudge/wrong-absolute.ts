// fault: leave out Math.abs
export const slope = (f: (x: number) => number, x: number, h: number): number => Math.abs(f(x + h) - f(x - h)) / (2 * h)
