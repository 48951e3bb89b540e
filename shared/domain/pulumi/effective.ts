import { credentialCandidates } from './identity/credentials.ts'
import { effectiveConfig, type EffectiveEntry } from './identity/effective-config.ts'
import { roleHops } from './identity/hops.ts'
import { regionCandidates } from './identity/region.ts'
import type { EffectiveIdentity, IdentityInput } from './identity/types.ts'

/**
 * Which credentials and region the default AWS provider of a stack would use, with every candidate in its order and
 * why it wins or not. Order: aws-sdk-go-base `credentials.go` as pulumi-aws 5 and later use it. Reads nothing itself.
 */
export function effectiveIdentity(input: IdentityInput): EffectiveIdentity {
  const config = effectiveConfig(input.stack, input.project)
  const credentials = credentialCandidates(input, config)
  const winner = credentials.find((candidate) => candidate.state === 'wins')
  const isProfile = winner?.source === 'stack-profile' || winner?.source.endsWith('-profile') === true
  const profile = isProfile ? winner?.value : undefined
  const hops = roleHops(config, winner?.source === 'static-keys')
  const last = hops.at(-1)
  const verified = profile === undefined ? undefined : input.verified.get(profile)
  return {
    credentials,
    region: regionCandidates(input, config, profile),
    hops,
    profile,
    account: accountOf(last, verified),
    unknowns: unknownsOf(input, config),
  }
}

function accountOf(
  last: EffectiveIdentity['hops'][number] | undefined,
  verified: { readonly accountId: string; readonly alias?: string; readonly at: number } | undefined,
): EffectiveIdentity['account'] {
  if (last) return last.accountId === undefined ? undefined : { accountId: last.accountId, from: 'role' }
  if (!verified) return undefined
  const { accountId, alias, at } = verified
  return { accountId, from: 'verified', at, ...(alias === undefined ? {} : { alias }) }
}

function unknownsOf(input: IdentityInput, config: ReadonlyMap<string, EffectiveEntry>): string[] {
  const unknowns: string[] = []
  const imports = input.stack?.environment.imports ?? []
  if (imports.length > 0 && !input.esc) {
    const names = imports.map((item) => item.name).join(', ')
    unknowns.push(`What the environment ${names} sets is only known to Pulumi Cloud.`)
  }
  const disabled = config.get('pulumi:disable-default-providers')?.value
  const text = JSON.stringify(
    disabled?.kind === 'list' ? disabled.items : disabled?.kind === 'text' ? disabled.text : '',
  )
  if (/aws|\*/.test(text))
    unknowns.push('The default AWS provider is turned off; explicit providers decide for themselves.')
  for (const key of ['aws:sharedConfigFiles', 'aws:sharedCredentialsFiles']) {
    if (config.has(key))
      unknowns.push(`${key} points the provider at other AWS files than the ones shown here.`)
  }
  return unknowns
}
