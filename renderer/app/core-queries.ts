import { skipToken, useQuery, type QueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import type {
  ActiveState,
  HistoryEntry,
  ProfileDetail,
  ProfileList,
  ProfileSummary,
  Prompt,
  Settings,
  Snapshot,
} from '../../shared/contract/models.ts'
import { takeFirstCall } from './first-call.ts'
import { markOutdated, methodQuery, setAnswer, useMethod, type MethodQuery } from './method-query.ts'
import { settingsQuery } from './settings-query.ts'
import { valueOf } from './transport.ts'

const lastChange = { limit: 1 }

/** Loads the only call before first paint and passes its parts to the queries that later calls refresh. */
async function loadSnapshot(client: QueryClient): Promise<Snapshot> {
  const first = takeFirstCall()
  const snapshot = valueOf(await first.reply)
  setAnswer(client, 'profiles.list', {}, snapshot.list)
  setAnswer(client, 'settings.get', {}, snapshot.settings)
  setAnswer(client, 'active.get', {}, snapshot.active)
  setAnswer(client, 'history.list', lastChange, {
    entries: snapshot.lastChange === undefined ? [] : [snapshot.lastChange],
    // This loads only the last change; the History screen makes its own call.
    unreadable: 0,
  })
  setAnswer(client, 'prompts.list', {}, { prompts: snapshot.prompts })
  // Changes during the call may be missing from its answer.
  for (const type of new Set(first.changed())) markOutdated(client, type)
  return snapshot
}

/** The snapshot, loaded once. */
export const snapshotQuery = (client: QueryClient): MethodQuery<'app.snapshot'> => ({
  ...methodQuery('app.snapshot', {}),
  queryFn: () => loadSnapshot(client),
})

/** Version, platform and host; the lists in it are only the first ones. */
export function useSnapshot(): Snapshot | undefined {
  return useQuery<Snapshot>({ queryKey: methodQuery('app.snapshot', {}).queryKey, queryFn: skipToken }).data
}

/** Every profile; `undefined` only before the first snapshot. */
export function useProfileList(): ProfileList | undefined {
  return useMethod('profiles.list', {}).data
}

/** One profile of the list, without rendering again when others change. */
export function useProfileSummary(name: string | undefined): ProfileSummary | undefined {
  const select = useCallback(
    (list: ProfileList) => list.profiles.find((profile) => profile.name === name),
    [name],
  )
  return useMethod('profiles.list', {}, { select }).data
}

/**
 * The input for the details of one profile. What each tool uses takes longer and is a separate call, so that filtering the
 * list letter by letter does not wait for it.
 */
export const detailInput = (name: string) => ({ name, readers: false })

export function useProfileDetail(name: string, enabled = true): UseQueryResult<ProfileDetail> {
  return useMethod('profiles.show', detailInput(name), { enabled })
}

/** Stackpass's own settings; `undefined` only before the first snapshot, which contains them: until then `enabled` is false. */
export function useSettings(enabled = true): Settings | undefined {
  return useQuery({ ...settingsQuery, enabled }).data
}

export function useActive(): ActiveState | undefined {
  return useMethod('active.get', {}).data
}

/** The newest history entry. */
export function useLastChange(): HistoryEntry | undefined {
  return useMethod('history.list', lastChange).data?.entries[0]
}

export function usePrompts(): readonly Prompt[] {
  return useMethod('prompts.list', {}).data?.prompts ?? []
}
