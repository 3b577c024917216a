import { MLP, fit, SGD } from '@gradus/nn'
import { circles } from '@gradus/data'
const d = circles({count: 500, noise: 0.1, seed: 1})
const m = new MLP([2,16,16,1],{seed:1})
let t0
await fit(m, d, {loss:'binaryCrossEntropyWithLogits', optimizer:new SGD(m.parameters(),{lr:0.03}), batchSize:16, epochs: 8000, seed:1, onEpoch:({epoch})=>{ if(epoch===500) t0=performance.now()}})
console.log((7500)/(performance.now()-t0)*1000)
