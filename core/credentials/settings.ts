import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import type { Route } from '../network/agents.ts'
import { type Endpoint, type Service, resolveEndpoint } from '../network/endpoint.ts'
import { isDualStackPortal } from '../../shared/domain/sessions/start-url.ts'
import { refuse } from './failure.ts'
import { partitionOfArn } from '../../shared/domain/aws/partitions.ts'
import type { CredentialContext } from './types.ts'

/** A setting of a profile; an empty value counts as not set, as in the JS SDK. */
export function setting(profile: MergedProfile, key: string): string | undefined {
  const value = profile.value(key)
  return value === undefined || value === '' ? undefined : value
}

/** How the requests of a profile go out. */
export function routeOf(profile: MergedProfile, context: Pick<CredentialContext, 'env'>): Route {
  return { env: context.env, caBundle: setting(profile, 'ca_bundle') }
}

export interface RegionChoice {
  readonly region: string
  readonly note?: string
}

/**
 * The region of a profile's requests: AWS_REGION, then the profile, then us-east-1 for the commercial partition only,
 * with a note that says so. Throws RegionMissing where the profile belongs to another partition.
 */
export function chooseRegion(profile: MergedProfile, context: CredentialContext): RegionChoice {
  const fromEnvironment = context.env['AWS_REGION']
  if (fromEnvironment) {
    const own = setting(profile, 'region')
    const differs = own !== undefined && own !== fromEnvironment
    return {
      region: fromEnvironment,
      ...(differs && { note: `AWS_REGION is ${fromEnvironment}; it overrides the profile's ${own}.` }),
    }
  }
  const own = setting(profile, 'region')
  if (own) return { region: own }
  const arn = setting(profile, 'role_arn') ?? setting(profile, 'mfa_serial')
  const partition = partitionOfArn(arn)
  if (partition !== undefined && partition !== 'aws') {
    refuse(
      'RegionMissing',
      `${profile.name} names no region.`,
      `Its ARN is in the partition ${partition}, which has no default endpoint.`,
      `Set region for ${profile.name}.`,
    )
  }
  return { region: 'us-east-1', note: 'The profile names no region; us-east-1 was used.' }
}

/** The endpoint of a service for a profile. Throws EndpointInvalid. */
export function endpointFor(
  service: Service,
  profile: MergedProfile,
  region: string,
  context: Pick<CredentialContext, 'env' | 'services'>,
  startUrl?: string,
): Endpoint {
  const found = resolveEndpoint({
    service,
    region,
    env: context.env,
    prefersDualStack: startUrl !== undefined && isDualStackPortal(startUrl),
    setting: (key) => setting(profile, key),
    servicesSection: (name) => context.services.get(name),
  })
  if (found.ok) return found.endpoint
  return refuse(
    'EndpointInvalid',
    `${profile.name} has no usable endpoint.`,
    found.reason,
    `Correct it: it comes from ${found.source}.`,
  )
}
