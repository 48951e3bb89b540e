import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { detailInput } from '../../app/core-queries.ts'
import { methodQuery } from '../../app/method-query.ts'
import { notifyError } from '../../app/notify.ts'
import { codedError } from '../../app/transport.ts'
import { startDraft } from './profile-drafts.ts'
import { cursor, sheetOpen } from './profile-list-state.ts'

/** Opens the form of a profile in the panel. */
export function useStartEdit(): (name: string) => Promise<void> {
  const client = useQueryClient()
  return useCallback(
    async (name) => {
      try {
        const detail = await client.fetchQuery(methodQuery('profiles.show', detailInput(name)))
        cursor.set(name)
        sheetOpen.set(true)
        startDraft(detail)
      } catch (error) {
        notifyError(codedError(error))
      }
    },
    [client],
  )
}
