import type { ReaderError, ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { nameOf } from '../../shared/domain/aws/readers/same-answers.ts'
import { errorInWords } from '../../shared/domain/aws/readers/why.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import type { VerifyFailureCode } from '../../shared/domain/checks/failure-codes.ts'
import { loginCommand } from '../../shared/domain/sessions/login-command.ts'
import { CredentialError, type CredentialFailure, refuse } from './failure.ts'
import { setting } from './settings.ts'
import { refuseSso, ssoSignInFailure } from './sso-source.ts'
import { refuseIncomplete } from './static-source.ts'
import type { CredentialContext } from './types.ts'

type Explain = (about: Refused) => void

interface Refused {
  readonly reader: ReaderName
  readonly error: ReaderError
  /** The profile that was asked for. */
  readonly name: string
  /** The profiles from it down to the one with the source, as far as they exist. */
  readonly chain: readonly MergedProfile[]
  /** The last of them. */
  readonly last: MergedProfile
  readonly context: CredentialContext
}

const refused =
  (code: VerifyFailureCode, remedy: (about: Refused) => string): Explain =>
  (about) =>
    refuse(
      code,
      `${nameOf(about.reader)} gets no credentials from ${about.name}.`,
      errorInWords(about.error),
      remedy(about),
    )

const incomplete: Explain = ({ last }) => refuseIncomplete(last)

const sso: Explain = (about) => {
  refuseSso(about.last, about.context)
  refused('NoCredentials', correct('the settings of single sign-on'))(about)
}
const correct =
  (what: string) =>
  ({ last }: Refused): string =>
    `Correct ${what} of ${last.name}.`
const another = ({ name }: Refused): string =>
  `Use another tool, or a profile whose credential_process is \`stackpass credentials ${name}\`.`
const newToken = (): string => 'Get a new token into the token file.'
const restore = ({ reader }: Refused): string =>
  `Make the shared files readable for ${nameOf(reader)}; \`stackpass doctor\` names the line.`

function missing({ last, context }: Refused): void {
  const source = setting(last, 'source_profile')
  if (source === undefined || context.profiles.has(source)) return
  refuse(
    'SourceProfileMissing',
    `${last.name} takes its source from ${source}, which does not exist.`,
    'source_profile names a profile that is in neither file.',
    `Add ${source}, or correct source_profile.`,
  )
}

function circle({ chain, last, name }: Refused): void {
  const names = chain.map((profile) => profile.name)
  const next = setting(last, 'source_profile') ?? last.name
  const from = Math.max(names.indexOf(next), 0)
  refuse(
    'SourceProfileCycle',
    `The source profiles of ${name} form a loop.`,
    [...names.slice(from), next].join(' → '),
    'Let one of them hold keys or another source.',
  )
}

function credentialSource({ last }: Refused): void {
  refuse(
    'NoCredentials',
    `${last.name} names a credential_source that does not exist.`,
    `${setting(last, 'credential_source')} is not Environment, EcsContainer or Ec2InstanceMetadata.`,
    'Correct credential_source.',
  )
}

function tokenFile({ last }: Refused): void {
  refuse(
    'WebIdentityTokenMissing',
    `${last.name} has no web identity token.`,
    `${setting(last, 'web_identity_token_file') ?? 'The token file'} does not exist, or cannot be read.`,
    'Have the token written to that file, or correct web_identity_token_file.',
  )
}

const signIn =
  (isOver: boolean): Explain =>
  ({ last }) => {
    throw new CredentialError(ssoSignInFailure(last.name, isOver))
  }

const login: Explain = ({ last }) =>
  refuse(
    'LoginUnsupported',
    `${last.name} has no usable login.`,
    'There is no cached login for its login_session, or not in a form that Stackpass knows.',
    `Run \`${loginCommand(last.name)}\`.`,
  )

const noShell: Explain = ({ last }) =>
  refuse(
    'ProcessFailed',
    `The credential_process of ${last.name} cannot be started.`,
    'The AWS CLI and boto3 run no shell: `~`, variables and `NAME=value` in front are part of the name of the program.',
    'Write the full path in credential_process, or start it through `sh -c`.',
  )

/** Known without asking AWS: the session of a role gives another one for an hour at most. */
const hourOnly: Explain = ({ chain, context }) => {
  const long = chain.find((one) => Number(setting(one, 'duration_seconds')) > 3_600)
  const source = long && context.profiles.get(setting(long, 'source_profile') ?? '')
  if (long === undefined) return
  refuse(
    'ChainTooLong',
    `${long.name} asks for ${setting(long, 'duration_seconds')} seconds, and AWS grants 3600 from one role to the next.`,
    `Its source ${source?.name ?? ''} is itself a role session.`.replace('  ', ' '),
    `Set duration_seconds of ${long.name} to 3600, or let keys of a user assume the role.`,
  )
}

const noRegion: Explain = ({ reader, name }) =>
  refuse(
    'RegionMissing',
    `${name} names no region.`,
    `${nameOf(reader)} asks STS for a role, and has no region to ask in.`,
    `Set region for ${name}.`,
  )

/** What to say for each error where no program or service has said it already. */
const explanations: Readonly<Record<ReaderError, Explain>> = {
  'already-expired': refused('Expired', () => 'Get new credentials, or sign in again.'),
  'chain-too-long': refused('NoCredentials', correct('source_profile')),
  circle,
  'container-host-refused': refused('NoCredentials', () => 'Correct AWS_CONTAINER_CREDENTIALS_FULL_URI.'),
  'container-refused': refused('NoCredentials', () => 'Verify it in the container that the profile is for.'),
  crash: refused('NoCredentials', correct('credential_process')),
  'credential-source-empty': refused(
    'NoCredentials',
    ({ last }) =>
      `Verify it where ${setting(last, 'credential_source')} has credentials, or name a source_profile.`,
  ),
  'credential-source-unknown': credentialSource,
  'duration-over-an-hour-in-chain': hourOnly,
  'duration-refused': refused('NoCredentials', correct('duration_seconds')),
  'expiration-unreadable': refused('NoCredentials', () => 'Correct AWS_CREDENTIAL_EXPIRATION.'),
  'file-unreadable': refused('NoCredentials', restore),
  'keys-empty': incomplete,
  'keys-expired': refused('Expired', () => 'Get new temporary credentials.'),
  'keys-incomplete': incomplete,
  'keys-refused': refused('KeyUnknown', () => 'Paste the keys again, all values of them.'),
  'login-expired': login,
  'login-not-signed-in': login,
  'mfa-needed': refused('MfaNeeded', another),
  'mfa-serial-refused': refused('MfaNeeded', correct('mfa_serial')),
  'no-credentials': incomplete,
  'process-failed': noShell,
  'process-keys-missing': noShell,
  'process-not-json': noShell,
  'process-version': noShell,
  'profile-not-found': refused('NoCredentials', restore),
  'region-missing': noRegion,
  'role-arn-missing': refused('NoCredentials', correct('role_arn')),
  'role-refused': refused('AccessDenied', correct('role_arn')),
  'role-without-source': incomplete,
  'session-name-refused': refused('NoCredentials', correct('role_session_name')),
  'setting-unreadable': refused('NoCredentials', correct('the settings')),
  'source-missing': missing,
  'source-without-credentials': incomplete,
  'sso-disagrees': sso,
  'sso-expired': signIn(true),
  'sso-incomplete': sso,
  'sso-not-signed-in': signIn(false),
  'sso-refused': sso,
  'sso-session-missing': sso,
  'two-types-in-one-profile': incomplete,
  'web-token-expired': refused('Expired', newToken),
  'web-token-file-missing': tokenFile,
  'web-token-refused': refused('WebIdentityTokenMissing', newToken),
}

/** A profile and those it takes its source from, as far as they exist. */
export function sourceChain(
  first: MergedProfile,
  { profiles }: Pick<CredentialContext, 'profiles'>,
): MergedProfile[] {
  const chain = [first]
  for (;;) {
    const source = setting(chain.at(-1)!, 'source_profile')
    const next = source === undefined ? undefined : profiles.get(source)
    if (next === undefined || chain.includes(next)) return chain
    chain.push(next)
  }
}

/** Why a tool gets no credentials from a profile, as a failure that says what to do. */
export function refusalFor(
  reader: ReaderName,
  error: ReaderError,
  profile: MergedProfile,
  context: CredentialContext,
): CredentialFailure {
  const chain = sourceChain(profile, context)
  const about = { reader, error, name: profile.name, chain, last: chain.at(-1) ?? profile, context }
  try {
    explanations[error](about)
    // Our own reading finds no fault, the tool's does.
    refused('NoCredentials', correct('the settings'))(about)
  } catch (thrown) {
    if (thrown instanceof CredentialError) return thrown.failure
    throw thrown
  }
  throw new Error(`Nothing was said about ${error}`)
}
