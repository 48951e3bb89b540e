import { useCallback, useState } from 'react'
import type { CodedError } from '../../../shared/result.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { ask } from '../../app/transport.ts'
import { maskPaste, type PastePart } from './mask-paste.ts'

export type Found = Output<'imports.parse'>

export interface Paste {
  /** The text without its secrets; the clear text is not kept. */
  readonly shown: readonly PastePart[]
  readonly found?: Found
  readonly error?: CodedError
}

/** Sends a pasted text to core and keeps the result. */
export function usePaste(): {
  paste: Paste | undefined
  read: (text: string) => Promise<Found | undefined>
  clear: () => void
} {
  const [paste, setPaste] = useState<Paste>()
  const read = useCallback(async (text: string) => {
    const shown = maskPaste(text)
    setPaste({ shown })
    const reply = await ask('imports.parse', { text })
    setPaste(reply.ok ? { shown, found: reply.value } : { shown, error: reply.error })
    return reply.ok ? reply.value : undefined
  }, [])
  const clear = useCallback(() => setPaste(undefined), [])
  return { paste, read, clear }
}
