import { MLP, fit, SGD } from '@gradus/nn'
import { circles } from '@gradus/data'
const best = async (batchSize, val, extra={}, rounds=12) => {
  const d = circles({count: 500, noise: 0.1, seed: 1})
  const k = Math.round(500*(1-val))
  const cut=(a,b)=>({inputs:d.inputs.slice(a,b), targets:d.targets.slice(a,b)})
  const m = new MLP([2,16,16,1],{seed:1, activation: extra.act ?? 'tanh'})
  const {act, ...rest} = extra
  let t0=performance.now(), top=0
  await fit(m, cut(0,k), {loss:'binaryCrossEntropyWithLogits', optimizer:new SGD(m.parameters(),{lr:0.03}), batchSize, epochs: 300*rounds, seed:1,
   ...(val>0?{validationData:cut(k,500)}:{}), onEpoch:({epoch})=>{ if(epoch%300===0) { const t=performance.now(); top=Math.max(top,300/(t-t0)*1000); t0=t} }, ...rest})
  console.log(`batch ${batchSize} val ${val}: best ${top.toFixed(0)} passes/s`, JSON.stringify(extra))
}
for (let i=0;i<2;i++) { for (const b of [10,16,20,25,32,50,100]) await best(b,0)
for (const b of [10,16,35]) await best(b,0.3)
await best(16,0,{precision:'f32'}); await best(16,0,{act:'relu'}); await best(20,0,{precision:'f32'}) }
