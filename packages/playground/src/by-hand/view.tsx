/** The view "Neuron and δ". */
export const ByHandView = () => <p>2-2-2</p>
