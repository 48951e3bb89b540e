import { answerForStack, hiddenFileOptions, sharedFileOptions } from './identity/reader-question.ts'
import { credentialCandidates } from './identity/credentials.ts'
import { effectiveConfig, type EffectiveEntry } from './identity/effective-config.ts'
import { roleHops } from './identity/hops.ts'
import { loadedProfile, regionCandidates } from './identity/region.ts'
import type { Candidate, EffectiveIdentity, IdentityInput } from './identity/types.ts'

/**
 * Which credentials and region the default AWS provider of a stack would use, with every candidate in its order and
 * why it wins or not. Order: aws-sdk-go-base `credentials.go` as pulumi-aws 5 and later use it. Reads nothing itself.
 */
export function effectiveIdentity(input: IdentityInput): EffectiveIdentity {
  const config = effectiveConfig(input.stack, input.project)
  const answer = answerForStack(input, config)
  const credentials = credentialCandidates(input, config, answer)
  const winner = candidateThatCounts(credentials)
  const profile = winner?.source.endsWith('-profile') === true ? winner.value : undefined
  const hops = roleHops(config, winner?.source === 'static-keys')
  const files = sharedFileOptions(config)
  const hidden = hiddenFileOptions(input, config).length > 0
  const ownFiles = hidden || files.config.length + files.credentials.length > 0
  const loaded = loadedProfile(input, config)
  const ofLoaded = loaded === undefined || ownFiles ? undefined : input.profiles.get(loaded)?.region
  const region = ownFiles ? answer?.region : ofLoaded
  // A check of a profile of this name was made with the files in ~/.aws.
  const verified = profile === undefined || ownFiles ? undefined : input.verified.get(profile)
  return {
    credentials,
    region: regionCandidates(input, config, loaded, {
      region,
      isKnown: !hidden,
      isMissing: ownFiles
        ? answer?.pulumi.error === 'profile-not-found'
        : loaded !== undefined && !input.profiles.has(loaded),
    }),
    hops,
    profile,
    answer,
    ownFiles,
    hiddenFiles: hidden,
    account: accountOf(hops.at(-1), verified, winner?.state === 'fails' ? undefined : answer?.pulumi.account),
    unknowns: unknownsOf(input, config),
  }
}

/** The place that counts: the one that wins or cannot be used, otherwise a profile that leaves it to the machine. */
export function candidateThatCounts(candidates: readonly Candidate[]): Candidate | undefined {
  return (
    candidates.find(({ state }) => state === 'wins' || state === 'fails') ??
    candidates.find(
      ({ source, state, value }) => source.endsWith('-profile') && state === 'unknown' && value !== undefined,
    )
  )
}

function accountOf(
  last: EffectiveIdentity['hops'][number] | undefined,
  verified: { readonly accountId: string; readonly alias?: string; readonly at: number } | undefined,
  ofReader: string | undefined,
): EffectiveIdentity['account'] {
  if (last) return last.accountId === undefined ? undefined : { accountId: last.accountId, from: 'role' }
  if (!verified) return ofReader === undefined ? undefined : { accountId: ofReader, from: 'role' }
  const { accountId, alias, at } = verified
  return { accountId, from: 'verified', at, ...(alias === undefined ? {} : { alias }) }
}

function unknownsOf(input: IdentityInput, config: ReadonlyMap<string, EffectiveEntry>): string[] {
  const unknowns: string[] = []
  const imports = input.stack?.environment.imports ?? []
  if (imports.length > 0 && !input.esc) {
    const names = imports.map((item) => item.name).join(', ')
    unknowns.push(`Only Pulumi Cloud knows what the environment ${names} sets.`)
  }
  const disabled = config.get('pulumi:disable-default-providers')?.value
  const text = JSON.stringify(
    disabled?.kind === 'list' ? disabled.items : disabled?.kind === 'text' ? disabled.text : '',
  )
  if (/aws|\*/.test(text))
    unknowns.push('The default AWS provider is turned off; explicit providers decide for themselves.')
  const hidden = hiddenFileOptions(input, config)
  if (hidden.length > 0)
    unknowns.push(
      `${hidden.join(' and ')} cannot be read here, so it is not known which AWS files the stack reads or what its profiles hold. What Stackpass says elsewhere about profiles with the same names does not apply to it.`,
    )
  const { config: configFiles, credentials } = sharedFileOptions(config)
  if (hidden.length === 0 && configFiles.length + credentials.length > 0)
    unknowns.push(
      `The stack reads AWS files of its own: ${[...configFiles, ...credentials].join(', ')}. What Stackpass says elsewhere about profiles with the same names does not apply to it.`,
    )
  return unknowns
}
