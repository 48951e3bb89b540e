import type { Partition } from '../../shared/domain/aws/partitions.ts'

/** IAM has one region in each partition, for which its requests are signed. */
const regions: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-eusc', 'eusc-de-east-1'],
  ['aws-iso', 'us-iso-east-1'],
  ['aws-iso-b', 'us-isob-east-1'],
  ['aws-iso-e', 'eu-isoe-west-1'],
  ['aws-iso-f', 'us-isof-south-1'],
])

/** The region that IAM of a partition signs for. */
export const iamRegion = ({ id }: Partition): string => regions.get(id) ?? 'us-east-1'

/** The host of IAM in a partition, as the endpoint rules of the SDK name it. */
export function iamHost(partition: Partition, fips: boolean, dualStack: boolean): string {
  const { id, dnsSuffix, dualStackSuffix } = partition
  const first = fips ? 'iam-fips' : 'iam'
  if (id === 'aws-us-gov') return `iam.us-gov.${dualStack ? dualStackSuffix : dnsSuffix}`
  if (id === 'aws') return dualStack ? `${first}.global.${dualStackSuffix}` : `${first}.${dnsSuffix}`
  const isIsolated = id.startsWith('aws-iso')
  if (dualStack) return `${first}.${fips || isIsolated ? '' : 'global.'}${dualStackSuffix}`
  const isNamed = !fips || id === 'aws-iso' || id === 'aws-iso-b'
  return `${first}.${isNamed ? `${iamRegion(partition)}.` : ''}${dnsSuffix}`
}
