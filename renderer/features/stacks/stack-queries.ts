import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import type { StackDetail, StackId, StackList, VerifyResult } from '../../../shared/contract/models.ts'
import { askAgain, useMethod } from '../../app/method-query.ts'
import { useSettings } from '../../app/core-queries.ts'
import { notifyError } from '../../app/notify.ts'
import { useVerify } from '../../app/use-verify.ts'
import { plural } from '../../ui/plural.ts'

/** Projects and stacks found so far. */
export function useStackList(): UseQueryResult<StackList> {
  return useMethod('stacks.list', {})
}

/** The stack list shows only accounts, so a toast says why a profile has none for Pulumi; so does the profile's panel. */
function tellFailures(results: readonly VerifyResult[]): void {
  const failed = results.filter(({ status }) => status === 'failed')
  const [first] = failed
  if (first?.failure === undefined) return
  const { message, reason, remedy } = first.failure
  const others = failed.length > 1 ? ` ${plural(failed.length - 1, 'other profile')} failed too.` : ''
  notifyError({
    code: 'CredentialsUnavailable',
    message: `${first.profile} fails, as Pulumi.`,
    reason: [message, reason].filter((part) => part !== undefined).join(' ') + others,
    ...(remedy !== undefined && { remedy }),
  })
}

/** Verifies profiles as Pulumi uses them, then makes core work out the accounts of the stacks again. */
export function useCheckAccounts(): (profiles: readonly string[]) => Promise<void> {
  const client = useQueryClient()
  const verify = useVerify()
  return useCallback(
    async (profiles) => {
      const reply = await verify(profiles, [], { as: 'pulumi' })
      if (reply.ok) tellFailures(reply.value.results)
      await askAgain(client, 'stacks.list', 'stacks.show')
    },
    [client, verify],
  )
}

/** The list for screens that only mention stacks: loaded only if the user has stack folders. */
export function useKnownStacks(): StackList | undefined {
  const folders = useSettings()?.stackFolders.length ?? 0
  return useMethod('stacks.list', {}, { enabled: folders > 0 }).data
}

export function useStackDetail(id: StackId): UseQueryResult<StackDetail> {
  return useMethod('stacks.show', { project: id.project, stack: id.stack })
}

/** The stacks that name a profile; undefined if the user has no stack folders. */
export function useStacksUsing(profile: string): Output<'stacks.using'>['stacks'] | undefined {
  const folders = useSettings()?.stackFolders.length ?? 0
  return useMethod('stacks.using', { profile }, { enabled: folders > 0 }).data?.stacks
}
