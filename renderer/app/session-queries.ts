import { useMemo } from 'react'
import type { Output } from '../../shared/contract/index.ts'
import type { AccessState, Session, SignIn } from '../../shared/contract/models.ts'
import { useSnapshot } from './core-queries.ts'
import { useMethod } from './method-query.ts'

export type SessionList = Output<'sessions.list'>

/** All sessions that the profiles use. Loaded after the first screen; undefined until then. */
export function useSessionList(): SessionList | undefined {
  const shown = useSnapshot() !== undefined
  return useMethod('sessions.list', {}, { enabled: shown }).data
}

export interface ProfileAccess {
  readonly state: AccessState
  readonly session: Session
}

const none: ReadonlyMap<string, ProfileAccess> = new Map()

function accessOf(list: SessionList): ReadonlyMap<string, ProfileAccess> {
  const found = new Map<string, ProfileAccess>()
  for (const session of list.sessions)
    for (const { name, state } of session.profiles)
      // A role that needs a code may also depend on a session: show what to do first.
      if (!found.has(name) || state.kind !== 'works') found.set(name, { state, session })
  return found
}

const known = new WeakMap<SessionList, ReadonlyMap<string, ProfileAccess>>()

/** Profiles that sign in through a session, by name, with the current access of each. */
export function useProfileAccess(): ReadonlyMap<string, ProfileAccess> {
  const list = useSessionList()
  return useMemo(() => {
    if (list === undefined) return none
    const made = known.get(list) ?? accessOf(list)
    known.set(list, made)
    return made
  }, [list])
}

/** The sign-in of a session that waits, or the last one that ended. */
export function signInOf(list: SessionList, session: string): SignIn | undefined {
  const own = list.signIns.filter((each) => each.session === session)
  return own.find(({ state }) => state.kind === 'waiting') ?? own.at(-1)
}
