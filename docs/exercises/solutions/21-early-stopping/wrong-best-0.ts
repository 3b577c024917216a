// fault: Begin with the loss of epoch 0
/**
 * When training stops, and which epoch was the best. Epochs are counted from 0.
 *
 * @param losses the validation loss after each epoch
 * @param patience training stops after this many epochs in a row that were not better than the best one
 */
export function earlyStopping(losses: number[], patience: number): { stop: number; best: number } {
  let best = 0
  let smallest = 0
  let waited = 0
  for (let epoch = 1; epoch < losses.length; epoch++) {
    if (losses[epoch]! < smallest) {
      best = epoch
      smallest = losses[epoch]!
      waited = 0
    } else {
      waited++
    }
    if (waited === patience) return { stop: epoch, best }
  }
  return { stop: losses.length - 1, best }
}
