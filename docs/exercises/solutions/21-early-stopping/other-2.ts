/**
 * When training stops, and which epoch was the best. Epochs are counted from 0.
 *
 * @param losses the validation loss after each epoch
 * @param patience training stops after this many epochs in a row that were not better than the best one
 */
export function earlyStopping(losses: number[], patience: number): { stop: number; best: number } {
  const bestUpTo = (n: number): number => losses.indexOf(Math.min(...losses.slice(0, n + 1)))
  const found = losses.findIndex((_, n) => n - bestUpTo(n) >= patience)
  const stop = found === -1 ? losses.length - 1 : found
  return { stop, best: bestUpTo(stop) }
}
