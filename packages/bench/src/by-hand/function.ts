/** A function by hand: returns the value at the point, and fills in the gradient. */
export type FunctionByHand = (point: Float64Array, gradient: Float64Array) => number
