import { useDeferredValue, useMemo } from 'react'
import { keepInStep, type Step } from '../../../../shared/domain/organisation/keep-in-step.ts'
import type { KnownProfile, Listed } from '../../../../shared/domain/organisation/types.ts'
import type { CodedError, Result } from '../../../../shared/result.ts'
import { useProfileList } from '../../../app/core-queries.ts'
import { useSessionList, type SessionList } from '../../../app/session-queries.ts'
import { useStore } from '../../../ui/store.ts'
import { accountsOf, cellsOf, chosenOf, rolesOf, type Cell, type RoleColumn } from './account-rows.ts'
import {
  hiddenRoles,
  prune,
  region,
  templateForm,
  unchosen,
  type Arrived,
  type Connecting,
} from './connect-state.ts'
import { templateOf } from './template-form.ts'

export interface Preview {
  readonly accounts: readonly Arrived[]
  readonly roles: readonly RoleColumn[]
  readonly chosen: ReadonlySet<string>
  readonly cells: ReadonlyMap<string, Cell>
  readonly items: Step['items']
  readonly known: readonly KnownProfile[]
  /** Why there are no names. */
  readonly error?: CodedError
}

const plainUrl = (url: string): string => url.trim().replace(/\/?(?:#\/?)?$/, '')

/** The existing profiles for the organisation, according to the sessions, until the listing provides them. */
function knownSoFar(list: SessionList | undefined, name: string, startUrl: string): readonly KnownProfile[] {
  const found: KnownProfile[] = []
  for (const session of list?.sessions ?? []) {
    const legacy = session.kind === 'legacy' && plainUrl(session.startUrl ?? '') === plainUrl(startUrl)
    if (!legacy && session.id !== `sso:${name}`) continue
    for (const { name: profile, account, role } of session.profiles)
      if (account !== undefined && role !== undefined)
        found.push({ name: profile, accountId: account, roleName: role, ...(legacy && { legacy }) })
  }
  return found
}

/** What would happen to each account and role, with the names as typed. */
export function usePreview(now: Connecting): Preview {
  const sessions = useSessionList()
  const profiles = useProfileList()?.profiles
  const form = useDeferredValue(useStore(templateForm))
  const inRegion = useStore(region)
  const left = useStore(unchosen)
  const hidden = useStore(hiddenRoles)
  const removes = useStore(prune)
  const { listed, run, arrived, name, startUrl } = now
  const accounts = useMemo(() => accountsOf({ listed, run, arrived }), [listed, run, arrived])
  const roles = useMemo(() => rolesOf(accounts), [accounts])
  const chosen = useMemo(() => chosenOf(accounts, left, hidden), [accounts, left, hidden])
  const names = useMemo(() => new Set((profiles ?? []).map((profile) => profile.name)), [profiles])
  const told = run === undefined ? listed?.profiles : undefined
  const known = useMemo(() => told ?? knownSoFar(sessions, name, startUrl), [told, sessions, name, startUrl])
  const complete = run === undefined && listed?.complete === true
  const step: Result<Step> = useMemo(() => {
    const all: Listed = {
      accounts: accounts.map(({ id, name: account }) => ({ id, name: account })),
      roles: accounts.flatMap(({ id, roles: own }) => own.map((roleName) => ({ accountId: id, roleName }))),
      complete,
    }
    return keepInStep({
      session: name,
      listed: all,
      template: templateOf(form),
      region: inRegion,
      chosen,
      known,
      names,
      prune: removes,
    })
  }, [accounts, complete, name, form, inRegion, chosen, known, names, removes])
  const items = useMemo(() => (step.ok ? step.value.items : []), [step])
  const cells = useMemo(() => cellsOf(items), [items])
  const error = step.ok ? undefined : step.error
  return useMemo(
    () => ({ accounts, roles, chosen, cells, items, known, ...(error && { error }) }),
    [accounts, roles, chosen, cells, items, known, error],
  )
}
