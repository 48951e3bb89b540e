import { createStore } from '../ui/store.ts'

/**
 * The state of the page's connection. `lost`: the connection broke; `stopped`: the host said that it ends; `unused`: this
 * tab's key ended; `refused`: the host does not know the key. The desktop link is always open.
 */
export type ConnectionState = 'open' | 'lost' | 'stopped' | 'unused' | 'refused'

export const connection = createStore<ConnectionState>('open')

/**
 * Checks once, at the user's request, whether the page's host answers again. Another program may have its port by now, so
 * the page requests nothing else before the host has proved that it has this tab's key.
 */
export const tryAgain = createStore<(() => Promise<void>) | undefined>(undefined)

/** False once the connection is lost: anything loaded then may come from another program. */
export function mayLoad(): boolean {
  return connection.get() === 'open'
}
