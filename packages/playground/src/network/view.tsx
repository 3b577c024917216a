/** The view of a network that learns. */
export const NetworkView = () => <p>network</p>
