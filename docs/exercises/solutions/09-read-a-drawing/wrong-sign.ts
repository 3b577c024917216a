// fault: A sign is wrong
/** The name of the number that is used twice, in quotes, such as 'z'. */
export const usedTwice: string = 'x'

/** ∂f/∂q */
export const gradientOfQ: number = 2

/** ∂f/∂y */
export const gradientOfY: number = 4

/** ∂f/∂x */
export const gradientOfX: number = 3
