import { useEffect, useRef } from 'react'
import { isKey } from '../ui/shortcuts.ts'

/** Ctrl or Command with S saves, wherever the focus is, unless something else handles the keys. `isBlocked` must be a module-level function. */
export function useSaveKey(save: () => void, isBlocked: () => boolean): void {
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isKey(event, 'Mod+S') || isBlocked()) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isBlocked])
}
