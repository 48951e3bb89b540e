import { useRef, type KeyboardEvent, type RefObject } from 'react'

/**
 * Up, Down, Home and End in a list of entries, each a button with its key in `data-entry`: chooses the entry and focuses it.
 */
export function useEntryKeys<Key extends string | number>(
  keys: readonly Key[],
  current: Key | undefined,
  onChoose: (key: Key) => void,
): { readonly list: RefObject<HTMLDivElement | null>; readonly onKeyDown: (event: KeyboardEvent) => void } {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = keys.findIndex((key) => key === current)
    const targets: Readonly<Record<string, number>> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: keys.length - 1,
    }
    const next = keys[targets[event.key] ?? -1]
    if (next === undefined) return
    event.preventDefault()
    onChoose(next)
    list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(String(next))}"]`)?.focus()
  }
  return { list, onKeyDown }
}
