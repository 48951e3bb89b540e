import { AsyncLocalStorage } from 'node:async_hooks'
import type { Prompt } from '../../shared/contract/models.ts'

type Caller = Prompt['asker']

const callers = new AsyncLocalStorage<Caller>()

/** Runs something on behalf of a caller: questions that come up meanwhile go to that caller. */
export function onBehalfOf<T>(caller: Caller, run: () => T): T {
  return callers.run(caller, run)
}

/** On whose behalf this runs, where a host said so. */
export const currentCaller = (): Caller | undefined => callers.getStore()
