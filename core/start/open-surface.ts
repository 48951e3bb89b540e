import { existsSync } from 'node:fs'
import { askInTurn } from '../handouts/ask-in-turn.ts'
import { startSurface } from '../handouts/surface-server.ts'
import type { EventHub } from '../host/event-hub.ts'
import type { CorePorts } from '../host/ports.ts'
import type { StackpassPaths } from '../state/paths.ts'

interface SurfaceContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly now: () => Date
  readonly events: Pick<EventHub, 'subscribe'>
}

export interface OpenSurface {
  /** Withdraws open questions: for lock and sleep. */
  cancel(): void
  close(): Promise<void>
}

/**
 * In hosts with a page: lets commands ask their questions about credentials here. Before we have ever
 * written anything, there is no profile to ask about, and this writes nothing either.
 */
export function openSurface(
  { ports, paths, now, events }: SurfaceContext,
  onFailure: (error: unknown) => void,
): OpenSurface {
  const { host, askPerson, platform } = ports
  if (host === 'cli' || ports.watch !== true || askPerson === undefined)
    return { cancel: () => undefined, close: () => Promise.resolve() }
  let open = new AbortController()
  const where = host === 'desktop' ? 'desktop' : 'terminal'
  const start = (): Promise<() => Promise<void>> =>
    startSurface({
      stateDir: paths.stateDir,
      host,
      platform,
      ask: (question, gone) =>
        askInTurn({ paths, now }, question, where, askPerson, AbortSignal.any([gone, open.signal])),
      onFailure,
    }).catch((error: unknown) => {
      // Commands then ask in their own terminals.
      onFailure(error)
      return () => Promise.resolve()
    })
  let started: ReturnType<typeof start> | undefined
  const look = (): void => {
    if (started === undefined && (existsSync(paths.settingsFile) || existsSync(paths.stateDir)))
      started = start()
  }
  look()
  const unsubscribe = events.subscribe(({ type }) => {
    if (type === 'settingsChanged' || type === 'historyChanged') look()
  })
  const cancel = (): void => {
    open.abort()
    open = new AbortController()
  }
  return {
    cancel,
    async close() {
      unsubscribe()
      cancel()
      const end = await started
      await end?.()
    },
  }
}
