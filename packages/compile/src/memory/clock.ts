/** The time, for reports of how long compiling took. */
declare const performance: { now(): number } // of browsers and Node alike

/** Milliseconds since some moment. */
export const now = (): number => performance.now()
