/** `@gradus/nn/trace`: a training step in words. It is apart from `@gradus/nn`, so that programs that only train do not load it. */
export type { TraceLine, TraceSection } from './step.js'
export type { TraceOptions, TrainingTrace } from './trace-training.js'
export { traceTraining } from './trace-training.js'
