import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { stackpassPaths } from '../../core/state/paths.ts'

/**
 * Gives Chromium a folder below our cache, away from the user's settings. There it keeps compiled code, graphics caches,
 * its own preferences and the single-instance lock; nothing is lost when the folder is deleted. Electron requires this
 * before `ready`, and before the app requests that lock.
 */
export function placeChromiumProfile(): void {
  const { cacheDir } = stackpassPaths(process.env, process.platform, homedir())
  const profile = join(cacheDir, 'chromium')
  // Electron throws if the folder does not exist.
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  app.setPath('userData', profile)
}
