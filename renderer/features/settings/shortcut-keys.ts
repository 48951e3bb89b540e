/** What a pressed combination means for a global shortcut. */
export type PressedShortcut =
  | { readonly type: 'shortcut'; readonly accelerator: string }
  /** Only modifiers are down so far. */
  | { readonly type: 'waiting' }
  | { readonly type: 'refused'; readonly why: string }

const named = new Map<string, string>([
  [' ', 'Space'],
  ['ArrowUp', 'Up'],
  ['ArrowDown', 'Down'],
  ['ArrowLeft', 'Left'],
  ['ArrowRight', 'Right'],
  ['+', 'Plus'],
])
const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'])
const takable =
  /^([A-Z0-9]|F\d{1,2}|Space|Up|Down|Left|Right|Plus|Home|End|PageUp|PageDown|Insert|[`\-=[\]\\;',./])$/

type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The accelerator of Electron for a key event: https://www.electronjs.org/docs/latest/api/accelerator */
export function acceleratorOf(event: Keys, mac: boolean): PressedShortcut {
  if (modifiers.has(event.key)) return { type: 'waiting' }
  // With Shift or Alt the key gives another character; the code still names the letter or digit.
  const plain = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code)?.[1]
  const key = plain ?? named.get(event.key) ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key)
  if (!takable.test(key)) return { type: 'refused', why: `${event.key} cannot be part of a shortcut.` }
  const command = mac ? event.metaKey : event.ctrlKey
  const parts = [
    command ? 'CommandOrControl' : undefined,
    (mac ? event.ctrlKey : event.metaKey) ? (mac ? 'Control' : 'Super') : undefined,
    event.altKey ? 'Alt' : undefined,
    event.shiftKey ? 'Shift' : undefined,
  ].filter((part) => part !== undefined)
  const strong = parts.some((part) => part !== 'Shift')
  if (!strong && !/^F\d/.test(key)) {
    return {
      type: 'refused',
      why: `Hold ${mac ? '⌘' : 'Ctrl'} or Alt with it, or other programs lose this key.`,
    }
  }
  return { type: 'shortcut', accelerator: [...parts, key].join('+') }
}

/** An accelerator as keys to print: "CommandOrControl" becomes the main modifier of this machine. */
export function printedKeys(accelerator: string): readonly string[] {
  return accelerator.split('+').map((part) => (part === 'CommandOrControl' ? 'Mod' : part))
}
