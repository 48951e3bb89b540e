/** A partition of AWS: its regions and the suffixes of its host names. */
export interface Partition {
  readonly id: string
  readonly regions: RegExp
  readonly dnsSuffix: string
  readonly dualStackSuffix: string
  /** The name for the partition as a whole, used by services without a region. */
  readonly globalRegion: string
}

const aws: Partition = {
  id: 'aws',
  regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
  dnsSuffix: 'amazonaws.com',
  dualStackSuffix: 'api.aws',
  globalRegion: 'aws-global',
}

/** The partitions that the SDKs know (public partition data, `partitions.json` of the SDKs). */
export const partitions: readonly Partition[] = [
  aws,
  {
    id: 'aws-cn',
    regions: /^cn-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com.cn',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
    globalRegion: 'aws-cn-global',
  },
  {
    id: 'aws-us-gov',
    regions: /^us-gov-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    dualStackSuffix: 'api.aws',
    globalRegion: 'aws-us-gov-global',
  },
  {
    id: 'aws-eusc',
    regions: /^eusc-(de)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.eu',
    dualStackSuffix: 'api.amazonwebservices.eu',
    globalRegion: 'aws-eusc-global',
  },
  {
    id: 'aws-iso',
    regions: /^us-iso-\w+-\d+$/,
    dnsSuffix: 'c2s.ic.gov',
    dualStackSuffix: 'api.aws.ic.gov',
    globalRegion: 'aws-iso-global',
  },
  {
    id: 'aws-iso-b',
    regions: /^us-isob-\w+-\d+$/,
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackSuffix: 'api.aws.scloud',
    globalRegion: 'aws-iso-b-global',
  },
  {
    id: 'aws-iso-e',
    regions: /^eu-isoe-\w+-\d+$/,
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackSuffix: 'api.cloud-aws.adc-e.uk',
    globalRegion: 'aws-iso-e-global',
  },
  {
    id: 'aws-iso-f',
    regions: /^us-isof-\w+-\d+$/,
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackSuffix: 'api.aws.hci.ic.gov',
    globalRegion: 'aws-iso-f-global',
  },
]

/** The partition of a region; unknown regions count as commercial, as in the SDKs. */
export function partitionOfRegion(region: string): Partition {
  return partitions.find((one) => one.globalRegion === region || one.regions.test(region)) ?? aws
}

/** The partition id in an ARN, `undefined` when the text is not one. */
export function partitionOfArn(arn: string | undefined): string | undefined {
  return /^arn:([\w-]+):/.exec(arn ?? '')?.[1]
}
