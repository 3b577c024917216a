/** Forgot its default export. */
export const bowl = () => 1
