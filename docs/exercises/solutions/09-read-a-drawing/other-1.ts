// The same, computed instead of read: f = (x · y + z) · x
const [x, y, z] = [2, -1, 3]
export const usedTwice: string = 'X'
export const gradientOfQ: number = x
export const gradientOfY: number = x * x
export const gradientOfX: number = x * y + z + x * y
