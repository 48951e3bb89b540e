import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Settings } from '../../../shared/contract/models.ts'
import type { CodedError } from '../../../shared/result.ts'
import { saveSettings } from '../../app/settings-query.ts'

const saidForMs = 2_500

export interface Saving {
  /** Shows the change at once and saves it; if that fails, restores the old value and `error` says why. */
  readonly save: (change: Partial<Settings>) => Promise<boolean>
  /** True for a moment after a change was saved. */
  readonly saved: boolean
  readonly error: CodedError | undefined
}

/** Saving for one part of the settings, so that each part shows its own result. */
export function useSave(): Saving {
  const client = useQueryClient()
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<CodedError>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const save = useCallback(
    async (change: Partial<Settings>) => {
      const reply = await saveSettings(client, change)
      clearTimeout(timer.current)
      setSaved(reply.ok)
      setError(reply.ok ? undefined : reply.error)
      if (reply.ok) timer.current = setTimeout(() => setSaved(false), saidForMs)
      return reply.ok
    },
    [client],
  )
  return { save, saved, error }
}
