import { useMemo, useState } from 'react'
import type { ProfileList } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { useSessionList } from '../../app/session-queries.ts'
import { useToolAnswers } from '../../app/tool-answers.ts'
import { verifyRuns } from '../../app/verify-progress.ts'
import { useStore } from '../../ui/store.ts'
import { countStates, groupChecks, type CheckState } from './check-groups.ts'
import { profileHas, rowsOf, sessionHas, sessionsToDo, type CheckRow } from './check-rows.ts'

export interface Checks {
  readonly rows: readonly CheckRow[]
  readonly counts: Readonly<Record<CheckState, number>>
  /** When the last answer came, in ms since 1970. */
  readonly lastAt: number | undefined
}

/**
 * The rows of Health. While a verification runs, profiles stay in place and only their status changes, so that nothing
 * moves under the pointer; they are regrouped when it ends.
 */
export function useChecks(
  profiles: ProfileList['profiles'],
  filter: CheckState | 'all',
  terms: readonly string[],
): Checks {
  const now = useHalfMinute()
  const running = useStore(verifyRuns).size > 0
  const { refusals } = useToolAnswers()
  const live = useMemo(() => groupChecks(profiles, now, refusals), [profiles, now, refusals])
  const [kept, keep] = useState(live)
  if (!running && kept !== live) keep(live)
  const groups = running ? kept : live
  const byName = useMemo(
    () =>
      new Map(
        profiles.filter((profile) => profileHas(terms, profile)).map((profile) => [profile.name, profile]),
      ),
    [profiles, terms],
  )
  const sessions = useSessionList()?.sessions
  const over = useMemo(
    () => sessionsToDo(sessions ?? [], now).filter((session) => sessionHas(terms, session)),
    [sessions, now, terms],
  )
  const rows = useMemo(() => rowsOf(groups, byName, filter, over), [groups, byName, filter, over])
  const counts = useMemo(() => countStates(profiles, now, refusals), [profiles, now, refusals])
  const lastAt = useMemo(() => lastCheck(profiles), [profiles])
  return { rows, counts, lastAt }
}

function lastCheck(profiles: ProfileList['profiles']): number | undefined {
  let last: number | undefined
  for (const { verified } of profiles) {
    if (verified === undefined) continue
    const at = Date.parse(verified.checkedAt)
    if (last === undefined || at > last) last = at
  }
  return last
}
