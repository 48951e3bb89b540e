import { type StepAnswer, failure, stop } from '../answer.ts'
import { fromContainer, fromInstance } from '../machine.ts'
import type { JsProfileStep } from '../order.ts'
import { fromProcess, jsJudge } from '../process.ts'
import { assumeWithToken, keysFound } from '../services.ts'
import { fromLogin, fromSso, jsLegacyTime, jsTime } from '../tokens.ts'
import type { ReaderInput } from '../types.ts'
import { type JsLook, jsOwner, jsSection } from './look.ts'

export function environmentKeys({ environment }: ReaderInput): StepAnswer {
  const [id, secret] = [environment.get('AWS_ACCESS_KEY_ID'), environment.get('AWS_SECRET_ACCESS_KEY')]
  if (!id || !secret) return failure('no-credentials')
  const token = environment.get('AWS_SESSION_TOKEN') || undefined
  return keysFound('environment', [], { id, secret, token }, environment.get('AWS_ACCOUNT_ID'))
}

export function webIdentityOfEnvironment(input: ReaderInput): StepAnswer {
  const path = input.environment.get('AWS_WEB_IDENTITY_TOKEN_FILE')
  const role = input.environment.get('AWS_ROLE_ARN')
  if (!path || !role) return failure('no-credentials')
  const sessionName = input.environment.get('AWS_ROLE_SESSION_NAME')
  return assumeWithToken(input, { profile: undefined, role, path, sessionName })
}

export function container(input: ReaderInput): StepAnswer {
  return fromContainer(input, { emptyCounts: false, asksTwice: true })
}

export function instance(look: JsLook, isOff: (value: string) => boolean): StepAnswer {
  return fromInstance(look.input, jsSection(look).get('ec2_metadata_service_endpoint'), isOff)
}

/** The container where a variable names one, otherwise the metadata service. Any value but false switches that off. */
export function remote(look: JsLook): StepAnswer {
  return container(look.input) ?? instance(look, (value) => value !== '' && value !== 'false')
}

function keys(look: JsLook): StepAnswer {
  const section = jsSection(look)
  const [id, secret] = [section.get('aws_access_key_id'), section.get('aws_secret_access_key')]
  if (id === undefined || secret === undefined) return undefined
  const inCredentials = look.files.credentials.get(look.profile)?.has('aws_access_key_id') === true
  const token = section.get('aws_session_token')
  const source = inCredentials ? 'keys-credentials' : 'keys-config'
  return keysFound(
    source,
    [jsOwner(look, 'aws_access_key_id')],
    { id, secret, token },
    section.get('aws_account_id'),
  )
}

function webIdentity(look: JsLook): StepAnswer {
  const section = jsSection(look)
  const [path, role] = [section.get('web_identity_token_file'), section.get('role_arn')]
  if (path === undefined || role === undefined) return undefined
  const sessionName = section.get('role_session_name') ?? look.input.environment.get('AWS_ROLE_SESSION_NAME')
  return assumeWithToken(look.input, { profile: jsOwner(look, 'role_arn'), role, path, sessionName })
}

/** Run by a shell. */
export function process(look: JsLook): StepAnswer {
  const section = jsSection(look)
  const command = section.get('credential_process')
  if (command === undefined) return undefined
  const account = section.get('aws_account_id')
  return fromProcess(look.input, { profile: jsOwner(look, 'credential_process'), command, account }, jsJudge)
}

const ssoSettings = ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name']

/** A session goes before what the profile says itself. */
function sso(look: JsLook): StepAnswer {
  const section = jsSection(look)
  if (!ssoSettings.some((key) => section.has(key))) return undefined
  const name = section.get('sso_session')
  const session = name === undefined ? section : look.files.ssoSessions.get(name)
  if (session === undefined) return stop('sso-session-missing')
  const [url, region] = [session.get('sso_start_url'), session.get('sso_region')]
  const [account, role] = [section.get('sso_account_id'), section.get('sso_role_name')]
  if (url === undefined || region === undefined || account === undefined || role === undefined) {
    return stop('sso-incomplete')
  }
  const [source, readTime] =
    name === undefined ? (['sso-legacy', jsLegacyTime] as const) : (['sso', jsTime] as const)
  return fromSso(
    look.input,
    { profile: jsOwner(look, 'sso_role_name'), source, key: name ?? url, region, account, role },
    readTime,
  )
}

function login(look: JsLook): StepAnswer {
  const session = jsSection(look).get('login_session')
  return session === undefined
    ? undefined
    : fromLogin(look.input, jsOwner(look, 'login_session'), session, jsTime)
}

/** The sources of a profile except a role, which needs them. */
export function profileSources(
  look: JsLook,
): Readonly<Record<Exclude<JsProfileStep, 'role'>, () => StepAnswer>> {
  return {
    keys: () => keys(look),
    'web-identity': () => webIdentity(look),
    process: () => process(look),
    sso: () => sso(look),
    login: () => login(look),
  }
}
