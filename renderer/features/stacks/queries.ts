import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import type { StackDetail, StackId, StackList } from '../../../shared/contract/models.ts'
import { useSettings } from '../../app/queries.ts'
import { call } from '../../app/transport.ts'
import { useVerify } from '../../app/use-verify.ts'

export const listKey = ['stacks.list'] as const

/**
 * Projects and stacks found so far. Asked for anew whenever a screen opens: which account a stack would run in depends on
 * checks and AWS files too, and no event of stacks tells of those.
 */
export function useStackList(): UseQueryResult<StackList> {
  return useQuery({ queryKey: listKey, queryFn: () => call('stacks.list', {}), staleTime: 0 })
}

/** Verifies profiles and then has the accounts of the stacks worked out again. */
export function useCheckAccounts(): (profiles: readonly string[]) => Promise<void> {
  const client = useQueryClient()
  const verify = useVerify()
  return useCallback(
    async (profiles) => {
      await verify(profiles, [])
      await Promise.all(
        ['stacks.list', 'stacks.show'].map((method) => client.invalidateQueries({ queryKey: [method] })),
      )
    },
    [client, verify],
  )
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
    staleTime: 0,
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
