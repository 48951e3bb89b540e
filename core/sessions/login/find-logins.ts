import { createHash } from 'node:crypto'
import { roleInArn } from '../../../shared/domain/aws/arn-account.ts'
import { remember } from '../../../shared/domain/aws/lenses/remember.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { redactText } from '../../../shared/domain/secrets/redact.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { type SessionProfile, sessionOfEach } from '../find-sessions.ts'
import { type LoginIdentity, readLoginArn } from './login-arn.ts'

/** A login of `aws login` as in the files. */
export interface FoundLogin {
  /** `login:ARN`. */
  readonly id: string
  /** The value of `login_session`, which the file in the cache is named after. */
  readonly value: string
  /** Undefined where the value is not the ARN of somebody who can sign in. */
  readonly identity: LoginIdentity | undefined
  readonly profiles: readonly SessionProfile[]
}

const valueOf = (profile: MergedProfile, key: string): string | undefined => profile.value(key) || undefined

/** The login of a profile itself, if the profile has nothing that the tools use first. */
export function loginSessionOf(profile: MergedProfile): string | undefined {
  // The AWS CLI prefers a login to a process.
  if (profile.kind !== 'login' && profile.kind !== 'process') return undefined
  return valueOf(profile, 'sso_session') || valueOf(profile, 'sso_start_url')
    ? undefined
    : valueOf(profile, 'login_session')
}

/** The id of a login. A value that is not an ARN may be anything, and ids go everywhere, so a hash replaces it. */
export function loginId(value: string): string {
  if (readLoginArn(value) !== undefined && redactText(value) === value) return `login:${value}`
  return `login:#${createHash('sha256').update(value).digest('hex').slice(0, 16)}`
}

/** The logins that profiles use, themselves or over source profiles. Computed once for a view. */
export const findLogins: (
  view: Pick<AwsView, 'profiles' | 'config' | 'credentials'>,
) => readonly FoundLogin[] = remember((view) => {
  const { profiles } = view
  const users = new Map<string, SessionProfile[]>()
  for (const [name, value] of sessionOfEach(view, loginSessionOf)) {
    const profile = profiles.get(name)
    if (profile === undefined) continue
    const arn = roleInArn(valueOf(profile, 'role_arn') ?? '')
    const list = users.get(value) ?? []
    users.set(value, list)
    list.push({ profile, account: arn?.account ?? readLoginArn(value)?.account, role: arn?.role })
  }
  return [...users].map(([value, used]) => ({
    id: loginId(value),
    value,
    identity: readLoginArn(value),
    // Those with the setting first: its endpoint and region count.
    profiles: [...used].sort(
      (a, b) => Number(loginSessionOf(b.profile) === value) - Number(loginSessionOf(a.profile) === value),
    ),
  }))
})
