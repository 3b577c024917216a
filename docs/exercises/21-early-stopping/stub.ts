/**
 * When training stops, and which epoch was the best. Epochs are counted from 0.
 *
 * @param losses the validation loss after each epoch
 * @param patience training stops after this many epochs in a row that were not better than the best one
 */
export function earlyStopping(losses: number[], patience: number): { stop: number; best: number } {
  // TODO: go through the epochs, remember the best one, and count how many were no better since.
  return { stop: 0, best: 0 }
}
