import type { VerifyResult } from '../../shared/contract/models.ts'
import { sessionOf } from '../../shared/domain/aws/session-profile.ts'
import type { FileProblem, MergedProfile } from '../../shared/domain/aws/types.ts'
import type { AccessState } from '../../shared/domain/sessions/access-state.ts'
import { type KnownCheck, profileAccess } from '../../shared/domain/sessions/profile-access.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { chainSessions } from './chain-sessions.ts'
import { createSessionStates, type SessionStates, type SessionStatesPlace } from './session-states.ts'

/** What is known of profiles beside the files and the caches. */
export interface KnownOfProfiles {
  readonly checks: ReadonlyMap<string, Pick<VerifyResult, 'status' | 'failure' | 'expiresAt'>>
  readonly problems: readonly FileProblem[]
}

const nothingKnown: KnownOfProfiles = { checks: new Map(), problems: [] }

function checkOf(
  result: Pick<VerifyResult, 'status' | 'failure' | 'expiresAt'> | undefined,
): KnownCheck | undefined {
  if (result === undefined) return undefined
  const { status, failure, expiresAt } = result
  return { valid: status === 'valid', failure, expiresAt }
}

/** At once where its credentials hang on no sign-in and no device, as those of most of ten thousand do. */
function stateOf(
  profile: MergedProfile,
  view: AwsView,
  states: SessionStates,
  now: number,
  known: { readonly check: KnownCheck | undefined; readonly problem: string | undefined },
): AccessState | Promise<AccessState> {
  const { sso, login, mfa, keysEnd } = chainSessions(profile, view.profiles)
  const made = keysEnd !== undefined && sessionOf(profile) !== undefined
  const access = (sessions: readonly AccessState[]) =>
    profileAccess({ kind: profile.kind, sessions, keysEnd, made, ...known }, now)
  if (sso === undefined && login === undefined && mfa.length === 0) return access([])
  return Promise.all([
    ...(sso ? [states.sso(sso.cacheKey, sso.legacy)] : []),
    ...(login === undefined ? [] : [states.login(login)]),
    ...mfa.map(({ serial, role }) => states.role(serial, role, view)),
  ]).then(access)
}

/** What can be done with each profile now: by one rule, for every place that says so. `names`: these only. */
export async function accessStates(
  view: AwsView,
  place: SessionStatesPlace,
  { checks, problems }: KnownOfProfiles = nothingKnown,
  names?: readonly string[],
): Promise<ReadonlyMap<string, AccessState>> {
  const states = createSessionStates(place)
  const now = place.now().getTime()
  const wrong = new Map<string, string>()
  for (const { profile, severity, message } of problems)
    if (profile !== undefined && severity === 'error' && !wrong.has(profile)) wrong.set(profile, message)
  const wanted = names?.flatMap((name) => view.profiles.get(name) ?? []) ?? [...view.profiles.values()]
  const found = new Map<string, AccessState>()
  const waiting: Promise<unknown>[] = []
  for (const profile of wanted) {
    const { name } = profile
    const known = { check: checkOf(checks.get(name)), problem: wrong.get(name) }
    const state = stateOf(profile, view, states, now, known)
    if (state instanceof Promise) waiting.push(state.then((access) => found.set(name, access)))
    else found.set(name, state)
  }
  await Promise.all(waiting)
  return found
}
