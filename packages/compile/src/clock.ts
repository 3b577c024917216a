declare const performance: { now(): number } // of browsers and Node alike

/** Milliseconds since some moment. */
export const now = (): number => performance.now()
