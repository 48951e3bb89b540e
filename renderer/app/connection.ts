import { createStore } from './store.ts'

/** Whether events from the host arrive. The desktop bridge is always open. */
export const connection = createStore<'open' | 'lost'>('open')
