/**
 * When training stops, and which epoch was the best. Epochs are counted from 0.
 *
 * @param losses the validation loss after each epoch
 * @param patience training stops after this many epochs in a row that were not better than the best one
 */
export function earlyStopping(losses: number[], patience: number): { stop: number; best: number } {
  let best = 0
  let epoch = 0
  while (epoch < losses.length - 1 && epoch - best < patience) {
    epoch++
    if (losses[epoch]! < losses[best]!) best = epoch
  }
  return { stop: epoch, best }
}
