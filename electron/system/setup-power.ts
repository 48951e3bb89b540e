import { powerMonitor } from 'electron'

/** Calls `drop` when the screen is locked, the user switches away or the machine sleeps. */
export function setupPower(drop: () => void): void {
  powerMonitor.on('lock-screen', drop)
  powerMonitor.on('suspend', drop)
  // macOS only: another user took over the screen. Elsewhere it never fires.
  powerMonitor.on('user-did-resign-active', drop)
}
