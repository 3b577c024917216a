/** The name of the number that is used twice, in quotes, such as 'z'. */
export const usedTwice: string = '' // TODO: a name

/** ∂f/∂q */
export const gradientOfQ: number = NaN // TODO: a number

/** ∂f/∂y */
export const gradientOfY: number = NaN // TODO: a number

/** ∂f/∂x */
export const gradientOfX: number = NaN // TODO: a number
