const h = 1e-4
const f = (x: number, y: number) => (x * y + 3) * x
const round = (slope: number) => Math.round(slope * 1000) / 1000
export const usedTwice: string = ' x '
export const gradientOfQ: number = 2
export const gradientOfY: number = round((f(2, -1 + h) - f(2, -1 - h)) / (2 * h))
export const gradientOfX: number = round((f(2 + h, -1) - f(2 - h, -1)) / (2 * h))
