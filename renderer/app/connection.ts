import { createStore } from '../ui/store.ts'

/**
 * How the page stands with its host. `lost`: the connection broke; `stopped`: the host said that it ends; `unused`: the key of
 * this tab ended; `refused`: the host does not know its key. The desktop link is always open.
 */
export type ConnectionState = 'open' | 'lost' | 'stopped' | 'unused' | 'refused'

export const connection = createStore<ConnectionState>('open')

/**
 * Asks once, when the user wants it, whether the host of this page answers again. Somebody else may have its port by now:
 * the page asks for nothing else before that host has shown that it has the key of this tab.
 */
export const tryAgain = createStore<(() => Promise<void>) | undefined>(undefined)

/** False once the connection is lost: what would be loaded then may come from somebody else. */
export function mayLoad(): boolean {
  return connection.get() === 'open'
}
