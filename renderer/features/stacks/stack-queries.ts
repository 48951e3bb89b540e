import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import type { StackDetail, StackId, StackList } from '../../../shared/contract/models.ts'
import { askAgain, useMethod } from '../../app/method-query.ts'
import { useSettings } from '../../app/core-queries.ts'
import { useVerify } from '../../app/use-verify.ts'

/** Projects and stacks found so far. */
export function useStackList(): UseQueryResult<StackList> {
  return useMethod('stacks.list', {})
}

/** Verifies profiles and then has the accounts of the stacks worked out again. */
export function useCheckAccounts(): (profiles: readonly string[]) => Promise<void> {
  const client = useQueryClient()
  const verify = useVerify()
  return useCallback(
    async (profiles) => {
      await verify(profiles, [])
      await askAgain(client, 'stacks.list', 'stacks.show')
    },
    [client, verify],
  )
}

/** The list for screens that only mention stacks: asked for when the user has folders to look in. */
export function useKnownStacks(): StackList | undefined {
  const folders = useSettings()?.stackFolders.length ?? 0
  return useMethod('stacks.list', {}, { enabled: folders > 0 }).data
}

export function useStackDetail(id: StackId): UseQueryResult<StackDetail> {
  return useMethod('stacks.show', { project: id.project, stack: id.stack })
}

/** The stacks that name a profile; undefined where the user has no folders to look in. */
export function useStacksUsing(profile: string): Output<'stacks.using'>['stacks'] | undefined {
  const folders = useSettings()?.stackFolders.length ?? 0
  return useMethod('stacks.using', { profile }, { enabled: folders > 0 }).data?.stacks
}
