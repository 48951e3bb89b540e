import type { VerifyResult } from '../../shared/contract/models.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { sessionOf } from '../../shared/domain/aws/session-profile.ts'
import type { FileProblem, MergedProfile } from '../../shared/domain/aws/types.ts'
import type { AccessState } from '../../shared/domain/sessions/access-state.ts'
import {
  type AccessFacts,
  type KnownCheck,
  profileAccess,
} from '../../shared/domain/sessions/profile-access.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { refusedBy } from '../aws/refused-by.ts'
import { chainSessions } from './chain-sessions.ts'
import { createSessionStates, type SessionStates, type SessionStatesPlace } from './session-states.ts'

/** What is known about profiles besides the files and the caches. */
export interface KnownOfProfiles {
  /** The tool that the checks speak for; it must be able to use the profile. */
  readonly tool: ReaderName
  readonly checks: ReadonlyMap<string, Pick<VerifyResult, 'status' | 'failure' | 'expiresAt'>>
  readonly problems: readonly FileProblem[]
}

function checkOf(
  result: Pick<VerifyResult, 'status' | 'failure' | 'expiresAt'> | undefined,
): KnownCheck | undefined {
  if (result === undefined) return undefined
  const { status, failure, expiresAt } = result
  return { valid: status === 'valid', failure, expiresAt }
}

/** Answers at once where the credentials depend on no sign-in and no device, as for most of ten thousand profiles. */
function stateOf(
  profile: MergedProfile,
  view: AwsView,
  states: SessionStates,
  now: number,
  known: Pick<AccessFacts, 'check' | 'problem' | 'refusal'>,
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

/**
 * What can be done with each profile now: one rule for every place that shows it. `names`: only these; `known`: undefined where
 * nobody asked.
 */
export async function accessStates(
  view: AwsView,
  place: SessionStatesPlace,
  known: KnownOfProfiles | undefined,
  names?: readonly string[],
): Promise<ReadonlyMap<string, AccessState>> {
  const states = createSessionStates(place)
  const now = place.now().getTime()
  const wrong = new Map<string, string>()
  for (const { profile, severity, message } of known?.problems ?? [])
    if (profile !== undefined && severity === 'error' && !wrong.has(profile)) wrong.set(profile, message)
  const wanted = names?.flatMap((name) => view.profiles.get(name) ?? []) ?? [...view.profiles.values()]
  const reader = { view, homeDir: place.home, now }
  const refused =
    known &&
    (await refusedBy(
      known.tool,
      wanted.map(({ name }) => name),
      reader,
    ))
  const found = new Map<string, AccessState>()
  const waiting: Promise<unknown>[] = []
  for (const profile of wanted) {
    const { name } = profile
    const why = refused?.get(name)
    const state = stateOf(profile, view, states, now, {
      check: checkOf(known?.checks.get(name)),
      problem: wrong.get(name),
      refusal: known && why !== undefined ? { tool: known.tool, why } : undefined,
    })
    if (state instanceof Promise) waiting.push(state.then((access) => found.set(name, access)))
    else found.set(name, state)
  }
  await Promise.all(waiting)
  return found
}
