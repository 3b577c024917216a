// fault: Write a / (2 * h).
export const slope = (f: (x: number) => number, x: number, h: number): number => ((f(x + h) - f(x - h)) / 2) * h
