import { powerMonitor } from 'electron'
import { watchSessionLock } from './session-lock.ts'

/** Calls `drop` when the screen is locked, the user switches away or the machine sleeps. */
export function setupPower(drop: () => void): void {
  powerMonitor.on('lock-screen', drop)
  powerMonitor.on('suspend', drop)
  // macOS only: another user took over the screen. Elsewhere it never fires.
  powerMonitor.on('user-did-resign-active', drop)
  const uid = process.getuid?.()
  if (process.platform !== 'linux' || uid === undefined) return
  watchSessionLock({ env: process.env, uid, locked: drop })
}
