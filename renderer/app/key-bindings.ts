import { isMac } from '../ui/shortcuts.ts'
import { useSettings } from './core-queries.ts'
import { anotherTab } from './transport.ts'

/** The keys for an action in a list: a combination, and a single letter if the user turned letters on. */
interface Binding {
  /** Such as `Mod+Shift+V`. */
  readonly keys: string
  readonly letter?: string
}

/** Every action with its own keys, wherever it is. */
export const bindings = {
  use: { keys: 'Enter' },
  edit: { keys: 'Mod+E', letter: 'e' },
  verify: { keys: 'Mod+Shift+V', letter: 'v' },
  console: { keys: 'Mod+O', letter: 'o' },
  terminal: { keys: 'Mod+T', letter: 't' },
  copy: { keys: 'Mod+Shift+C' },
  signIn: { keys: 'Mod+Shift+L' },
  star: { keys: 'Mod+B', letter: 's' },
  duplicate: { keys: 'Mod+D', letter: 'd' },
  rename: { keys: 'F2' },
  delete: { keys: 'Delete' },
  setProfile: { keys: 'Mod+P', letter: 'p' },
  pinAccount: { keys: 'Mod+L', letter: 'l' },
  fixAll: { keys: 'Mod+Shift+F' },
  newProfile: { keys: 'Mod+N' },
  import: { keys: 'Mod+I' },
} as const satisfies Readonly<Record<string, Binding>>

export type Action = keyof typeof bindings

/** Keys that a browser reserves in a tab: bound and shown only in the desktop app. */
const kept = /^Mod\+(?:[NTLW]|\d)$/

/** Whether these keys reach the page here. */
export function reachesPage(keys: string): boolean {
  return anotherTab() === undefined || !kept.test(keys)
}

/** The keys of an action in a list, as `useListKeys` takes them: combinations that reach the page, and letters. */
export function listBindings(actions: Partial<Record<Action, () => void>>): {
  readonly letters: readonly (readonly [string, () => void])[]
  readonly combinations: readonly (readonly [string, () => void])[]
} {
  const letters: (readonly [string, () => void])[] = []
  const combinations: (readonly [string, () => void])[] = []
  for (const [action, run] of Object.entries(actions)) {
    const { keys, letter }: Binding = bindings[action as Action]
    if (letter !== undefined) letters.push([letter, run])
    if (reachesPage(keys)) combinations.push([keys, run])
  }
  return { letters, combinations }
}

/** The keys to show next to an action; undefined if the browser reserves them. */
export function printedKeys(action: Action, lettersAct: boolean): readonly string[] | undefined {
  const { keys, letter }: Binding = bindings[action]
  if (lettersAct && letter !== undefined) return [letter.toUpperCase()]
  return reachesPage(keys) ? keys.split('+') : undefined
}

/** Looks up the keys to show next to an action with the current settings. */
export function usePrintedKeys(): (action: Action) => readonly string[] | undefined {
  const lettersAct = useSettings()?.singleLetterKeys ?? false
  return (action) => printedKeys(action, lettersAct)
}

/** Keys in the format of `aria-keyshortcuts`. */
export function spoken(keys: readonly string[] | undefined): string | undefined {
  return keys?.map((key) => (key === 'Mod' ? (isMac ? 'Meta' : 'Control') : key)).join('+')
}
