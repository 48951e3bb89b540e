import { expect, it } from 'vitest'
import { partitionOfRegion, partitions } from '../../../shared/domain/aws/partitions.ts'
import { regionNames } from '../../../shared/domain/aws/region-names.ts'

it('every region that is offered belongs to exactly one partition, by its name', () => {
  for (const region of regionNames.keys()) {
    const fitting = partitions.filter((partition) => partition.regions.test(region))
    expect(fitting, region).toEqual([partitionOfRegion(region)])
  }
})
