import { longestChain } from '../../references.ts'
import type { BotocoreSection } from '../../lenses/botocore.ts'
import { type Answer, type Failure, type StepAnswer, failure, firstOf } from '../answer.ts'
import { botocoreOrder } from '../order.ts'
import { assumeRole } from '../services.ts'
import { type BotocoreLook, sectionOf, settingOf } from './look.ts'
import { sourcesOf } from './sources.ts'
import { clientProblem } from './sso.ts'

const credentialSources = new Map([
  ['Environment', 'environment'],
  ['EcsContainer', 'container'],
  ['Ec2InstanceMetadata', 'imds'],
] as const)

function hasRole(section: BotocoreSection): boolean {
  return section.has('role_arn') && !section.has('web_identity_token_file')
}

function hasKeys(section: BotocoreSection): boolean {
  return section.has('aws_access_key_id') || section.has('aws_secret_access_key')
}

function fromCredentialSource(look: BotocoreLook, name: string): Answer {
  const step = credentialSources.get(name as 'Environment')
  if (step === undefined) return failure('credential-source-unknown')
  return sourcesOf(look)[step]() ?? failure('credential-source-empty')
}

/** Why a profile cannot be a source profile. A profile may name itself for its own keys, but only as the first of the chain. */
function sourceProblem(source: BotocoreLook, named: string, visited: readonly string[]): Failure | undefined {
  const { files, profile } = source
  if (visited.length > longestChain) return failure('chain-too-long')
  if (!files.merged.has(profile)) return failure('source-missing')
  if (!visited.includes(profile)) return undefined
  return profile === named && hasKeys(sectionOf(source)) ? undefined : failure('circle')
}

/** As Python's int() reads it; ignores a value that is not a number. */
function pythonInteger(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? ''
  return /^[+-]?\d+(?:_\d+)*$/.test(trimmed) ? Number(trimmed.replaceAll('_', '')) : undefined
}

function assume(look: BotocoreLook, visited: readonly string[]): Answer {
  const section = sectionOf(look)
  const source = settingOf(section, 'source_profile')
  const credentialSource = settingOf(section, 'credential_source')
  let below: Answer
  if (source !== undefined && credentialSource !== undefined) return failure('two-types-in-one-profile')
  if (credentialSource !== undefined) below = fromCredentialSource(look, credentialSource)
  else if (source === undefined) return failure('role-without-source')
  else {
    const next: BotocoreLook = { ...look, profile: source, profileInCode: true }
    const problem = sourceProblem(next, look.profile, visited)
    if (problem) return problem
    below = fromSourceProfile(next, [...visited, source])
  }
  const assumed = assumeRole(
    look.input,
    {
      profile: look.profile,
      role: settingOf(section, 'role_arn') ?? '',
      seconds: pythonInteger(settingOf(section, 'duration_seconds')),
      sessionName: settingOf(section, 'role_session_name') || undefined,
      externalId: settingOf(section, 'external_id'),
      serial: settingOf(section, 'mfa_serial'),
    },
    below,
  )
  return clientProblem(look, assumed)
}

function fromSourceProfile(look: BotocoreLook, visited: readonly string[]): Answer {
  const section = sectionOf(look)
  if (!hasKeys(section) && hasRole(section)) return assume(look, visited)
  return firstOf(botocoreOrder.sourceProfile, sourcesOf(look)) ?? failure('source-without-credentials')
}

/** A role of the profile; it asks for an MFA code if one is needed. */
export function botocoreRole(look: BotocoreLook): StepAnswer {
  return hasRole(sectionOf(look)) ? assume(look, [look.profile]) : undefined
}
