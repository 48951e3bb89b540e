export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

/**
 * Whether a key event is this combination, such as `Mod+Shift+C` or `F6`. `Mod` is Ctrl, on macOS Command.
 * Other modifiers must not be pressed.
 */
export function isKey(event: KeyboardEvent, combination: string): boolean {
  const parts = combination.split('+')
  const key = parts.pop() ?? ''
  const mod = isMac ? event.metaKey : event.ctrlKey
  const other = isMac ? event.ctrlKey : event.metaKey
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    mod === parts.includes('Mod') &&
    event.shiftKey === parts.includes('Shift') &&
    event.altKey === parts.includes('Alt') &&
    !other
  )
}

/** Whether the event comes from a text input. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ['TEXTAREA', 'SELECT'].includes(target.tagName) ||
      (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)))
  )
}
