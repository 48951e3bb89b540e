import type { Core } from '../../core/start/create-core.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'

export interface CoreHolder extends Pick<Core, 'dispatch' | 'close'> {
  /** Listens across restarts of core. */
  onEvent(listener: (event: CoreEvent) => void): void
  /**
   * Locks the vault, closes core and starts a fresh one, so that plans, pasted imports and resolved credentials leave memory.
   * Calls in the meantime wait for the fresh one.
   */
  restart(): Promise<void>
}

/** Locks the vault when the screen locks; core closes in any case. */
async function lockAndClose(core: Core): Promise<void> {
  try {
    await core.lockVault()
  } finally {
    await core.close()
  }
}

/** Holds the current core. Calls `create` at once, and again on each restart. */
export function createCoreHolder(create: () => Core | Promise<Core>): CoreHolder {
  const listeners = new Set<(event: CoreEvent) => void>()
  let closed = false
  let current = open()

  async function open(): Promise<Core> {
    const core = await create()
    core.events.subscribe((event) => {
      for (const listener of listeners) listener(event)
    })
    return core
  }

  return {
    dispatch: async (method, input) => (await current).dispatch(method, input),
    onEvent: (listener) => void listeners.add(listener),
    async restart() {
      if (closed) return
      const old = current
      // A failed close must not leave the app without a core; core logs its own failures.
      current = old.then(lockAndClose).then(open, open)
      await current
    },
    async close() {
      if (closed) return
      closed = true
      await (await current).close()
    },
  }
}
