import { listSections } from '../../../shared/domain/aws/merge.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { type Endpoint, type Environment, resolveEndpoint, type Service } from '../../network/endpoint.ts'

export interface EndpointWish {
  readonly service: Service
  readonly region: string
  readonly prefersDualStack?: boolean
  /** What the user signs in to, for the words of a refusal. */
  readonly name: string
  /** The profile whose settings count. */
  readonly profile: MergedProfile | undefined
}

/** Where the requests of a session go. */
export function sessionEndpoint(
  { service, region, prefersDualStack = false, name, profile }: EndpointWish,
  view: AwsView,
  env: Environment,
): Result<Endpoint> {
  const services = listSections(view.config.document, 'services')
  const resolved = resolveEndpoint({
    service,
    region,
    env,
    prefersDualStack,
    setting: (key) => profile?.settings.get(key)?.value || undefined,
    servicesSection: (wanted) => {
      const section = services.find((one) => one.name === wanted)
      return section && new Map([...section.settings].map(([key, { value }]) => [key, value]))
    },
  })
  if (resolved.ok) return ok(resolved.endpoint)
  return fail('SignInRefused', `${name} has no usable endpoint.`, {
    reason: resolved.reason,
    remedy: `Correct it: it comes from ${resolved.source}.`,
  })
}
