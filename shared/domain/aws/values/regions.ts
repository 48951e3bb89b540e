import { regionNames } from '../region-names.ts'
import type { Around, Doubt } from './doubt.ts'
import { nearest } from './near.ts'

/** Regions of partitions that are closed to the public, beside those with a name in lists. */
const closedRegions =
  'us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1 us-isof-east-1 us-isof-south-1 eu-isoe-west-1 eusc-de-east-1'.split(
    ' ',
  )

const regions: ReadonlySet<string> = new Set([...regionNames.keys(), ...closedRegions])

/** Names that stand for a partition as a whole. */
const pseudo = /^aws(?:-[a-z-]+)?-global$/

const doubt = (message: string, reason: string, value?: string): Doubt => ({
  code: 'UnknownRegion',
  severity: 'warning',
  message,
  reason,
  ...(value !== undefined && { repair: { value } }),
})

/** What is wrong with the name of a region. A name that may exist next year is accepted. */
export function doubtRegion(key: string, value: string, { ownEndpoint }: Around): Doubt | undefined {
  if (regions.has(value) || pseudo.test(value)) return undefined
  const inner = /^fips-(.+)$|^(.+)-fips$/.exec(value)
  const real = inner?.[1] ?? inner?.[2]
  if (real !== undefined) {
    return {
      code: 'FipsRegion',
      severity: 'warning',
      message: `${value} is not a region: some tools read it as ${real} with FIPS endpoints`,
      reason: `The AWS CLI and the JS SDK do; write it as region = ${real} and use_fips_endpoint = true`,
    }
  }
  const base = /^([a-z]{2}(?:-[a-z]+)+-\d+)(?:[a-z]|-[a-z0-9-]+)$/.exec(value)?.[1]
  if (base !== undefined && regions.has(base)) {
    const local = value.length > base.length + 1
    return {
      code: 'ZoneForRegion',
      severity: 'error',
      message: `${value} is ${local ? 'a zone' : 'an availability zone'}, not a region`,
      reason: `It lies in ${base}; requests to ${value} find no server`,
      repair: { value: base },
    }
  }
  const plain = value.toLowerCase().replace(/[_\s]+/g, '-')
  if (regions.has(plain))
    return doubt(
      `${key} is written ${value}, not ${plain}`,
      'It becomes part of a host name exactly as written',
      plain,
    )
  if (ownEndpoint) return undefined
  const meant = nearest(plain, regions)
  if (meant !== undefined)
    return doubt(`AWS has no region ${value}`, `${meant} is spelled almost the same`, meant)
  if (/^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/.test(value))
    return doubt(
      `${value} is not a region that Stackpass knows`,
      'It may be newer than this version, or misspelt',
    )
  return doubt(`AWS has no region ${value}`, 'Regions are spelled like eu-west-1')
}
