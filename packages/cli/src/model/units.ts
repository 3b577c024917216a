/** The units of a model, as the drawings of networks take them. */
import { inputNames } from '@gradus/data'
import type { TabularModel } from '@gradus/tabular'
import type { Network } from '@gradus/viz'

export const unitsOf = ({ network, encoding }: TabularModel): Network => ({
  thetas: network.theta(),
  inputs: inputNames(encoding.inputs),
  outputs: encoding.target.task === 'classification' ? [...encoding.target.classes] : [encoding.target.name],
})
