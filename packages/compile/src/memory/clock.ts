/** A clock, for reporting how long compiling took. */
declare const performance: { now(): number } // of browsers and Node alike

/** Milliseconds since a fixed moment. */
export const now = (): number => performance.now()
