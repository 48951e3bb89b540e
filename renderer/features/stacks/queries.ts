import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Output } from '../../../shared/contract/index.ts'
import type { StackDetail, StackId, StackList } from '../../../shared/contract/models.ts'
import { useSettings } from '../../app/queries.ts'
import { call } from '../../app/transport.ts'

export const listKey = ['stacks.list'] as const

/** Projects and stacks found so far. */
export function useStackList(): UseQueryResult<StackList> {
  return useQuery({ queryKey: listKey, queryFn: () => call('stacks.list', {}) })
}

/** The list for screens that only mention stacks: asked for when the user has folders to look in. */
export function useKnownStacks(): StackList | undefined {
  const folders = useSettings()?.stackFolders.length ?? 0
  return useQuery({
    queryKey: listKey,
    queryFn: () => call('stacks.list', {}),
    enabled: folders > 0,
  }).data
}

export function useStackDetail(id: StackId): UseQueryResult<StackDetail> {
  return useQuery({
    queryKey: ['stacks.show', id.project, id.stack],
    queryFn: () => call('stacks.show', id),
  })
}

/** The stacks that name a profile. The second key part is renewed with the list, see `events.ts`. */
export function useStacksUsing(profile: string): Output<'stacks.using'>['stacks'] | undefined {
  const changed = useKnownStacks()
  return useQuery({
    queryKey: ['stacks.show', 'using', profile, changed?.projects],
    queryFn: () => call('stacks.using', { profile }),
    enabled: changed !== undefined,
    placeholderData: (before, query) => (query?.queryKey[2] === profile ? before : undefined),
  }).data?.stacks
}
