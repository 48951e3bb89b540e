import { type Answer, type StepAnswer, failure, firstOf } from '../answer.ts'
import { goTime } from '../dates.ts'
import { fromContainer, fromInstance, isTrue } from '../machine.ts'
import { type GoProfileStep, goOrder } from '../order.ts'
import { fromProcess, goJudge } from '../process.ts'
import { assumeRole, assumeWithToken, keysFound } from '../services.ts'
import { fromLogin, fromSso } from '../tokens.ts'
import type { ReaderInput } from '../types.ts'
import { type GoProfile, hasSso } from './profile.ts'
import { goInteger } from './settings.ts'

/** The older names of the variables count as well. */
export function environmentKeys({ environment }: ReaderInput): StepAnswer {
  const id = environment.get('AWS_ACCESS_KEY_ID') || environment.get('AWS_ACCESS_KEY')
  const secret = environment.get('AWS_SECRET_ACCESS_KEY') || environment.get('AWS_SECRET_KEY')
  if (!id || !secret) return undefined
  const token = environment.get('AWS_SESSION_TOKEN') || undefined
  return keysFound('environment', [], { id, secret, token }, environment.get('AWS_ACCOUNT_ID'))
}

export function webIdentityOfEnvironment(input: ReaderInput): StepAnswer {
  const path = input.environment.get('AWS_WEB_IDENTITY_TOKEN_FILE')
  if (!path) return undefined
  const role = input.environment.get('AWS_ROLE_ARN')
  if (!role) return failure('role-arn-missing')
  const sessionName = input.environment.get('AWS_ROLE_SESSION_NAME') || undefined
  return assumeWithToken(input, { profile: undefined, role, path, sessionName })
}

function container(input: ReaderInput): StepAnswer {
  return fromContainer(input, { emptyCounts: false, asksTwice: false })
}

function instance(input: ReaderInput, profile: GoProfile): StepAnswer {
  return fromInstance(input, profile.imdsEndpoint, isTrue)
}

function fromCredentialSource(input: ReaderInput, profile: GoProfile): StepAnswer {
  switch (profile.credentialSource) {
    case '':
      return undefined
    case 'Environment':
      return environmentKeys(input) ?? failure('keys-incomplete')
    case 'EcsContainer':
      return container(input) ?? failure('credential-source-empty')
    case 'Ec2InstanceMetadata':
      return instance(input, profile) ?? failure('credential-source-empty')
    default:
      return failure('credential-source-unknown')
  }
}

function sso(input: ReaderInput, profile: GoProfile): StepAnswer {
  if (!hasSso(profile)) return undefined
  const { account, role, sessionName, session, url, region } = profile.sso
  if (session === undefined) {
    if ([account, role, url, region].includes('')) return failure('sso-incomplete')
    return fromSso(
      input,
      { profile: profile.name, source: 'sso-legacy', key: url, region, account, role },
      goTime,
    )
  }
  const ofSession = (key: string) => session.values.get(key) ?? ''
  if (ofSession('sso_region') === '' || ofSession('sso_start_url') === '') return failure('sso-incomplete')
  const differs = (own: string, key: string) => own !== '' && own !== ofSession(key)
  if (differs(region, 'sso_region') || differs(url, 'sso_start_url')) return failure('sso-disagrees')
  return fromSso(
    input,
    {
      profile: profile.name,
      source: 'sso',
      key: sessionName,
      region: ofSession('sso_region'),
      account,
      role,
    },
    goTime,
  )
}

function sourcesOf(
  input: ReaderInput,
  profile: GoProfile,
): Readonly<Record<GoProfileStep, () => StepAnswer>> {
  const { name, keys } = profile
  return {
    'source-profile': () => profile.source && fromGoProfile(input, profile.source),
    keys: () => keys && keysFound(keys.from, [name], keys, profile.account),
    'credential-source': () => fromCredentialSource(input, profile),
    'web-identity': () =>
      profile.webIdentityTokenFile === ''
        ? undefined
        : assumeWithToken(input, {
            profile: name,
            role: profile.roleArn,
            path: profile.webIdentityTokenFile,
            sessionName: profile.roleSessionName || undefined,
          }),
    sso: () => sso(input, profile),
    login: () =>
      profile.loginSession === '' ? undefined : fromLogin(input, name, profile.loginSession.trim(), goTime),
    process: () =>
      profile.process === ''
        ? undefined
        : fromProcess(input, { profile: name, command: profile.process }, goJudge),
    container: () => container(input),
    imds: () => instance(input, profile),
  }
}

/** Up to a quarter of an hour the setting is ignored, and a quarter of an hour is requested. */
function secondsOf({ duration }: GoProfile): number {
  const seconds = duration === undefined ? 0 : (goInteger(duration) ?? 0)
  return Math.trunc(seconds / 60) > 15 ? seconds : 900
}

/** Credentials of a loaded profile; its role goes on top of its other source. */
export function fromGoProfile(input: ReaderInput, profile: GoProfile): Answer {
  const { name, roleArn, mfaSerial } = profile
  const below = firstOf(goOrder.profile, sourcesOf(input, profile))
  if (below === undefined) return failure(roleArn === '' ? 'no-credentials' : 'role-without-source')
  const isWebIdentity = !('error' in below) && below.source === 'web-identity' && below.chain[0] === name
  if (roleArn === '' || isWebIdentity) return below
  if (mfaSerial !== '') return failure('mfa-needed')
  return assumeRole(
    input,
    {
      profile: name,
      role: roleArn,
      seconds: secondsOf(profile),
      sessionName: profile.roleSessionName || undefined,
      externalId: profile.externalId || undefined,
    },
    below,
  )
}
