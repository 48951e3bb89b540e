import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Output } from '../../shared/contract/index.ts'
import type { Reply } from '../../shared/contract/index.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { askAgain } from './method-query.ts'
import { notifyError } from './notify.ts'
import { ask } from './transport.ts'
import { checking, flushVerified, noteVerified, statusToolOf, verifyRuns } from './verify-progress.ts'

let count = 0

/**
 * Verifies profiles (without names, all). Rows show "Checking" meanwhile, and results appear as they arrive. The promise
 * resolves with the reply of the whole run; without one, such as when the host is gone, it tells the user. `concurrency`:
 * how many to check at once, by default core's choice. `as`: the tool whose credentials to check, by default the status
 * tool. The profile's panel shows results for another tool.
 */
export function useVerify(): (
  profiles: readonly string[] | undefined,
  all: readonly string[],
  options?: { readonly concurrency?: number; readonly as?: ReaderName },
) => Promise<Reply<Output<'verify.run'>>> {
  const client = useQueryClient()
  return useCallback(
    async (profiles, all, { concurrency, as = statusToolOf(client) } = {}) => {
      const runId = `page-${Date.now().toString(36)}-${++count}`
      const names = profiles ?? all
      checking.update((old) => new Set([...old, ...names]))
      verifyRuns.update((runs) => new Map(runs).set(runId, { runId, done: 0, total: names.length }))
      const reply = await ask('verify.run', {
        runId,
        ...(profiles === undefined ? {} : { profiles: [...profiles] }),
        ...(concurrency === undefined ? {} : { concurrency }),
        as,
      })
      if (reply.ok) {
        reply.value.results.forEach((result, index) =>
          noteVerified(client, {
            type: 'verifyProgress',
            runId,
            done: index + 1,
            total: names.length,
            result,
          }),
        )
      } else {
        notifyError(reply.error)
      }
      flushVerified(client)
      await askAgain(client, 'verify.results')
      checking.update((old) => new Set([...old].filter((name) => !names.includes(name))))
      verifyRuns.update((runs) => {
        const left = new Map(runs)
        left.delete(runId)
        return left
      })
      return reply
    },
    [client],
  )
}
