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
import { markOutdated } from './events.ts'
import { takeFirstCall } from './first-call.ts'
import { keys } from './query-keys.ts'
import { call, valueOf } from './transport.ts'

/** Loads the one call before first paint and hands its parts to the queries that later calls refresh. */
export async function loadSnapshot(client: QueryClient): Promise<Snapshot> {
  const first = takeFirstCall()
  const snapshot = valueOf(await first.reply)
  client.setQueryData(keys.profiles, snapshot.list)
  client.setQueryData(keys.settings, snapshot.settings)
  client.setQueryData(keys.active, snapshot.active)
  client.setQueryData(keys.lastChange, { entry: snapshot.lastChange })
  client.setQueryData(keys.prompts, { prompts: snapshot.prompts })
  // What changed while the answer was on its way may not be in it.
  for (const type of new Set(first.changed())) markOutdated(client, type)
  return snapshot
}

/** Version, platform and host; the lists in it are only the first ones. */
export function useSnapshot(): Snapshot | undefined {
  return useQuery<Snapshot>({ queryKey: keys.snapshot, queryFn: skipToken }).data
}

const listQuery = { queryKey: keys.profiles, queryFn: () => call('profiles.list', {}) }

/** Every profile; `undefined` only before the first snapshot. */
export function useProfileList(): ProfileList | undefined {
  return useQuery<ProfileList>(listQuery).data
}

/** One profile of the list, without rendering again when others change. */
export function useProfileSummary(name: string | undefined): ProfileSummary | undefined {
  const select = useCallback(
    (list: ProfileList) => list.profiles.find((profile) => profile.name === name),
    [name],
  )
  return useQuery<ProfileList, Error, ProfileSummary | undefined>({ ...listQuery, select }).data
}

export function useProfileDetail(name: string): UseQueryResult<ProfileDetail> {
  return useQuery({ queryKey: keys.profile(name), queryFn: () => call('profiles.show', { name }) })
}

/** Stackpass' own settings; `undefined` only before the first snapshot, which brings them: until then `enabled` is false. */
export function useSettings(enabled = true): Settings | undefined {
  return useQuery<Settings>({ queryKey: keys.settings, queryFn: () => call('settings.get', {}), enabled })
    .data
}

export function useActive(): ActiveState | undefined {
  return useQuery<ActiveState>({ queryKey: keys.active, queryFn: () => call('active.get', {}) }).data
}

/** The newest history entry. */
export function useLastChange(): HistoryEntry | undefined {
  return useQuery<{ entry: HistoryEntry | undefined }>({
    queryKey: keys.lastChange,
    queryFn: async () => ({ entry: (await call('history.list', { limit: 1 })).entries[0] }),
  }).data?.entry
}

export function usePrompts(): readonly Prompt[] {
  return (
    useQuery<{ prompts: Prompt[] }>({ queryKey: keys.prompts, queryFn: () => call('prompts.list', {}) }).data
      ?.prompts ?? []
  )
}
