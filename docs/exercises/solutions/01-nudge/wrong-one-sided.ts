// fault: You nudge to the right only.
export const slope = (f: (x: number) => number, x: number, h: number): number => (f(x + h) - f(x)) / h
