import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { copyText } from '../../app/copy-text.ts'
import { editProfile } from '../../app/edit-profile.ts'
import { openOverlay } from '../../app/overlays.ts'
import { signIn } from '../../app/sign-in.ts'
import type { ProfileAccess } from '../../app/session-queries.ts'
import { unlockVaultOverlay } from '../../app/vault.ts'
import { isExpiring, type FailureCode } from '../../app/profile-status.ts'

/** The next step for a profile, with the verb on its button. */
export interface NextStep {
  readonly label: string
  run(): void
}

export interface StepTools {
  readonly access: ProfileAccess | undefined
  readonly platform: string | undefined
  readonly now: number
  verify(name: string): void
  askToRun(name: string): void
}

type Make = (profile: ProfileSummary, tools: StepTools) => NextStep

const edit =
  (label: string): Make =>
  ({ name }) => ({ label, run: () => editProfile(name) })
const again: Make = ({ name }, { verify }) => ({ label: 'Try again', run: () => verify(name) })
const code: Make = ({ name }, { verify }) => ({ label: 'Enter code', run: () => verify(name) })
const toSignIn: Make = ({ name }) => ({ label: 'Sign in', run: () => void signIn({ profile: name }) })
const allow: Make = ({ name }, { askToRun }) => ({ label: 'Ask me', run: () => askToRun(name) })
const unlock: Make = () => ({ label: 'Unlock', run: () => openOverlay(unlockVaultOverlay) })
const newKeys: Make = (profile, { access }) =>
  access === undefined
    ? { label: 'Paste new keys', run: () => openOverlay('import', { profile: profile.name }) }
    : { label: 'Sign in', run: () => void signIn({ profile: profile.name }) }

const clocks: Readonly<Record<string, string>> = {
  win32: 'w32tm /resync',
  darwin: 'sudo sntp -sS time.apple.com',
}
const clock: Make = (_profile, { platform }) => ({
  label: 'Copy command',
  run: () =>
    void copyText(
      clocks[platform ?? ''] ?? 'sudo timedatectl set-ntp true',
      'the command that sets the clock',
    ),
})

/** The request to send to the person who grants permissions. */
export function requestOf({ name, account, roleArn, verified }: ProfileSummary): string {
  const failure = verified?.failure
  return [
    `I need access for the AWS profile ${name}${account === undefined ? '' : ` in account ${account}`}${roleArn === undefined ? '' : `, role ${roleArn}`}.`,
    `AWS answered: ${[failure?.message, failure?.detail].filter((part) => part !== undefined).join(' ')}`,
  ].join('\n')
}
const request: Make = (profile) => ({
  label: 'Copy request',
  run: () => void copyText(requestOf(profile), 'the request'),
})
/** The program's output is best seen in a terminal. */
const program: Make = (profile, tools) => {
  const command = profile.verified?.failure?.command
  return command === undefined
    ? edit('Edit')(profile, tools)
    : { label: 'Copy command', run: () => void copyText(command, 'the command') }
}

const steps: Readonly<Record<FailureCode, Make>> = {
  Expired: newKeys,
  KeyUnknown: edit('Replace key'),
  SignatureWrong: edit('Replace key'),
  ClockSkew: clock,
  AccessDenied: request,
  RegionDisabled: edit('Edit region'),
  RegionMissing: edit('Edit region'),
  NoNetwork: again,
  Timeout: again,
  Throttled: again,
  EndpointInvalid: edit('Edit'),
  ProxyAnswered: again,
  MfaNeeded: code,
  MfaCancelled: code,
  SsoSessionOver: toSignIn,
  SsoTokenMissing: toSignIn,
  ProcessNotAllowed: allow,
  ProcessChanged: allow,
  ProcessMissing: edit('Edit'),
  ProcessUnsafe: edit('Edit'),
  AllowListUnsafe: again,
  ProcessFailed: program,
  ProcessOutputInvalid: program,
  VaultLocked: unlock,
  VaultUnavailable: again,
  VaultKeyMissing: edit('Edit'),
  SourceProfileMissing: edit('Choose a source'),
  SourceProfileCycle: edit('Choose a source'),
  HalfKeyPair: edit('Replace key'),
  TokenWithoutKeys: edit('Replace key'),
  TokenMissing: edit('Replace key'),
  WebIdentityTokenMissing: edit('Edit'),
  LoginUnsupported: toSignIn,
  PasswordChanged: toSignIn,
  LoginDenied: request,
  LoginRegionWrong: edit('Edit region'),
  ChainTooLong: edit('Edit'),
  NoCredentials: edit('Edit'),
  Cancelled: again,
  Unknown: again,
}

/** What to do about a profile whose check failed or whose keys end soon; undefined if nothing is wrong. */
export function nextStepOf(profile: ProfileSummary, tools: StepTools): NextStep | undefined {
  const { verified, expiresAt } = profile
  if (verified?.status === 'failed') return steps[verified.failure?.code ?? 'Unknown'](profile, tools)
  const ended = expiresAt !== undefined && Date.parse(expiresAt) <= tools.now
  return ended || isExpiring(profile, tools.now) ? newKeys(profile, tools) : undefined
}
