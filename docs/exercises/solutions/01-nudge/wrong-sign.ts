// fault: The sign is wrong: take the value on the right minus the value on the left.
export const slope = (f: (x: number) => number, x: number, h: number): number => (f(x - h) - f(x + h)) / (2 * h)
