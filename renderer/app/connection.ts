import { createStore } from './store.ts'

/**
 * Whether events from the host arrive; `refused` when a host answers that does not know the key of this page, such as one
 * that was started again. The desktop bridge is always open.
 */
export const connection = createStore<'open' | 'lost' | 'refused'>('open')
