import { type Answer, isFailure } from './answer.ts'
import type { CredentialSource, Decider, ReaderError, ReaderResult } from './types.ts'

const errors: Readonly<Record<ReaderError, string>> = {
  'already-expired': 'The credentials it would use have expired.',
  'chain-too-long': 'The chain of source profiles is longer than Stackpass follows.',
  circle: 'The source profiles form a loop.',
  'container-host-refused': 'The container endpoint names a host that it does not trust.',
  'container-refused': 'The container endpoint gives no credentials.',
  crash: 'This setting makes it stop with an error.',
  'credential-source-empty': 'credential_source names a place that has no credentials.',
  'credential-source-unknown': 'credential_source names a place that does not exist.',
  'duration-over-an-hour-in-chain': 'From one role to the next STS grants an hour at most.',
  'duration-refused': 'STS grants 900 to 43,200 seconds; duration_seconds asks for something else.',
  'expiration-unreadable': 'It cannot read the expiration date.',
  'file-unreadable': 'It cannot read one of the files at all.',
  'keys-empty': 'The access key ID or the secret access key is empty.',
  'keys-expired': 'STS says that the keys have expired.',
  'keys-incomplete': 'Only one half of the key pair is there.',
  'keys-refused': 'STS refuses the keys, or the session token is missing.',
  'login-expired': 'The login session has ended; sign in again with aws login.',
  'login-not-signed-in': 'Nobody has signed in with aws login.',
  'mfa-needed': 'The role needs an MFA code, and this tool does not ask for one.',
  'mfa-serial-refused': 'mfa_serial is not the serial number of an MFA device.',
  'no-credentials': 'It finds no credentials.',
  'process-failed': 'The program in credential_process fails or cannot be started.',
  'process-keys-missing': 'The program in credential_process prints no key pair.',
  'process-not-json': 'The program in credential_process prints no JSON that it can read.',
  'process-version': 'The program in credential_process does not print Version 1.',
  'profile-not-found': 'It does not find the profile.',
  'region-missing': 'STS needs a region, and it finds none.',
  'role-arn-missing': 'The profile names a source for a role, and no role_arn.',
  'role-refused': 'STS refuses the role.',
  'role-without-source': 'The role has no source of credentials.',
  'session-name-refused': 'STS refuses the role_session_name.',
  'setting-unreadable': 'A setting of the profile has a value that it does not know.',
  'source-missing': 'It does not find the source profile.',
  'source-without-credentials': 'The source profile has no credentials that it accepts.',
  'sso-disagrees': 'The profile and its sso-session name different values.',
  'sso-expired': 'The sign-in has ended.',
  'sso-incomplete': 'Settings of single sign-on are missing.',
  'sso-not-signed-in': 'Nobody has signed in.',
  'sso-refused': 'Single sign-on refuses the account and role.',
  'sso-session-missing': 'It does not find the sso-session.',
  'two-types-in-one-profile': 'The profile names two sources, and it accepts only one.',
  'web-token-expired': 'The web identity token has expired.',
  'web-token-file-missing': 'The web identity token file does not exist.',
  'web-token-refused': 'STS refuses the web identity token.',
}

const sources: Readonly<Record<Exclude<CredentialSource, 'role'>, string>> = {
  'keys-config': 'the keys in the config file',
  'keys-credentials': 'the keys in the credentials file',
  environment: 'the keys in the environment',
  sso: 'single sign-on',
  'sso-legacy': 'single sign-on',
  process: 'what credential_process prints',
  'web-identity': 'a web identity token',
  'web-identity-environment': 'the web identity token of the environment',
  container: 'the container',
  imds: 'the role of the machine',
  login: 'aws login',
}

const deciders: Readonly<Record<Decider, string>> = {
  sts: 'STS decides.',
  sso: 'The access portal decides.',
  'sign-in': 'The sign-in must be renewed first.',
  process: 'The program decides.',
  container: 'The container endpoint decides.',
  imds: 'The metadata service decides.',
  file: 'A file was not read.',
  chain: 'The chain is too long to follow.',
}

/** The name after the path in the ARN of a role. */
const nameOfRole = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1) || arn

/** What is used, such as "the role Etl with the keys in the config file". */
export function takenInWords({ source, base, role }: Pick<ReaderResult, 'source' | 'base' | 'role'>): string {
  const below = source === 'role' ? base : source
  const from = below === undefined || below === 'role' || below === 'none' ? 'a role' : sources[below]
  if (source !== 'role') return from
  return `${role === undefined ? 'a role' : `the role ${nameOfRole(role)}`} with ${from}`
}

/** Why a reader hands out nothing. */
export function errorInWords(error: ReaderError): string {
  return errors[error]
}

/** One sentence or two about an answer. */
export function whyOf(answer: Answer): string {
  if (isFailure(answer)) return errors[answer.error]
  const { source, chain, waitsFor } = answer
  if (source === 'imds' && chain.length === 0 && waitsFor === 'imds')
    return 'It finds no credentials here and asks for the role of the machine, which only EC2 instances have.'
  const taken = `It ${source === 'role' ? 'assumes' : 'takes'} ${takenInWords(answer)}.`
  return waitsFor === undefined ? taken : `${taken} ${deciders[waitsFor]}`
}
