import type { History } from '../history/types.ts'
import type { Incident, CorePorts } from '../host/ports.ts'
import type { FolderTrust } from '../state/folder-trust.ts'
import { FileFailure } from '../system/file-errors.ts'

const every = 6 * 60 * 60_000

/** Removes expired entries of the history, now and while a host runs, whether or not anything is written. */
export function expireRegularly(
  { history, ports }: { readonly history: History; readonly ports: CorePorts },
  trust: FolderTrust,
  onIncident: (incident: Incident) => void,
): { close(): Promise<void> } {
  const run = async (): Promise<void> => {
    // The next caller learns why.
    if (!trust.check().ok) return
    try {
      await history.expire()
    } catch (error) {
      if (error instanceof FileFailure) ports.onNotice?.(error.coded)
      else onIncident({ id: 'expire', method: 'history', error })
    }
  }
  let running = run()
  const timer = setInterval(() => {
    running = running.then(run)
  }, every)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
