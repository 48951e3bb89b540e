import type { GoSection, GoSections } from '../../lenses/go.ts'
import { longestChain } from '../../references.ts'
import { type Failure, failure } from '../answer.ts'
import type { CallerKeys, CredentialSource } from '../types.ts'
import { settingProblem } from './settings.ts'

/** A profile as aws-sdk-go-v2 loads it, before it asks anybody. An empty setting counts as missing. */
export interface GoProfile {
  readonly name: string
  readonly source: GoProfile | undefined
  readonly keys: (CallerKeys & { readonly from: CredentialSource }) | undefined
  readonly account: string | undefined
  readonly roleArn: string
  readonly credentialSource: string
  readonly webIdentityTokenFile: string
  readonly process: string
  readonly loginSession: string
  readonly roleSessionName: string
  readonly externalId: string
  readonly mfaSerial: string
  readonly duration: string | undefined
  readonly sso: GoSso
  readonly imdsEndpoint: string
  readonly region: string
  /** Whether it says where STS is: STS needs no region then. */
  readonly hasEndpoint: boolean
}

export interface GoSso {
  readonly account: string
  readonly role: string
  readonly url: string
  readonly region: string
  readonly sessionName: string
  readonly session: GoSection | undefined
}

type Loaded = GoProfile | Failure

function keysOf({ values, files }: GoSection): GoProfile['keys'] {
  const [id, secret] = [values.get('aws_access_key_id'), values.get('aws_secret_access_key')]
  if (!id || !secret) return undefined
  const from = files.get('aws_access_key_id') === 'credentials' ? 'keys-credentials' : 'keys-config'
  return { id, secret, token: values.get('aws_session_token') || undefined, from }
}

export function isLoaded(loaded: Loaded): loaded is GoProfile {
  return !('error' in loaded)
}

/** The content of the section itself. */
function plain(name: string, section: GoSection): GoProfile {
  const text = (key: string) => section.values.get(key) ?? ''
  return {
    name,
    source: undefined,
    keys: keysOf(section),
    account: section.values.get('aws_account_id'),
    roleArn: text('role_arn'),
    credentialSource: text('credential_source'),
    webIdentityTokenFile: text('web_identity_token_file'),
    process: text('credential_process'),
    loginSession: text('login_session'),
    roleSessionName: text('role_session_name'),
    externalId: text('external_id'),
    mfaSerial: text('mfa_serial'),
    duration: section.values.get('duration_seconds'),
    sso: {
      account: text('sso_account_id'),
      role: text('sso_role_name'),
      url: text('sso_start_url'),
      region: text('sso_region'),
      sessionName: text('sso_session'),
      session: undefined,
    },
    imdsEndpoint: text('ec2_metadata_service_endpoint'),
    region: text('region'),
    hasEndpoint: text('endpoint_url') !== '' || text('services') !== '',
  }
}

const noRole = { roleArn: '', externalId: '', mfaSerial: '', roleSessionName: '' }
const noOwnSource = { credentialSource: '', process: '', webIdentityTokenFile: '', keys: undefined }

export function hasSso({ sso }: GoProfile): boolean {
  return [sso.sessionName, sso.region, sso.account, sso.url, sso.role].some((value) => value !== '')
}

/** What a source profile may get credentials from. A login session is not among them. */
function hasCredentials(profile: GoProfile): boolean {
  const { source, credentialSource, process, webIdentityTokenFile, keys } = profile
  const named = [credentialSource, process, webIdentityTokenFile].some((value) => value !== '')
  return source !== undefined || named || hasSso(profile) || keys !== undefined
}

function withSession(profile: GoProfile, sections: GoSections): Loaded {
  const { sessionName } = profile.sso
  if (sessionName === '') return profile
  const session = sections.get(`sso-session ${sessionName.trim()}`)
  return session ? { ...profile, sso: { ...profile.sso, session } } : failure('sso-session-missing')
}

/** Loads a profile and those it takes its source from. `seen` holds the profiles above. */
export function loadGoProfile(sections: GoSections, name: string, seen: readonly string[] = []): Loaded {
  if (seen.length > longestChain) return failure('chain-too-long')
  const section = sections.get(name)
  if (section === undefined) return failure('profile-not-found')
  if (section.halfKeys) return failure('keys-incomplete')
  const problem = settingProblem(section.values)
  if (problem) return problem
  let profile = plain(name, section)
  let sourceName = section.values.get('source_profile') ?? ''
  if (seen.includes(name)) {
    // A profile that already appeared above only gives its sources.
    profile = { ...profile, ...noRole }
    sourceName = ''
  } else {
    const needsRole = [sourceName, profile.credentialSource, profile.webIdentityTokenFile]
    if (profile.roleArn === '' && needsRole.some((value) => value !== '')) return failure('role-arn-missing')
  }
  if (seen.length > 0 && profile.keys) return profile
  const types = [sourceName, profile.credentialSource, profile.process, profile.webIdentityTokenFile]
  if (types.filter((value) => value !== '').length > 1) return failure('two-types-in-one-profile')
  if (sourceName !== '') {
    const source = loadGoProfile(sections, sourceName, [...seen, name])
    if (!isLoaded(source)) return source.error === 'profile-not-found' ? failure('source-missing') : source
    if (!hasCredentials(source)) return failure('source-without-credentials')
    const sso = { ...profile.sso, account: '', role: '', url: '', region: '' }
    profile = { ...profile, ...noOwnSource, sso, source }
  }
  return withSession(profile, sections)
}
