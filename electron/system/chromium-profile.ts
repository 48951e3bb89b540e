import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { stackpassPaths } from '../../core/state/paths.ts'

/**
 * Gives Chromium a folder below our cache, away from the user's settings: it keeps compiled code, caches for drawing,
 * its own preferences and the lock of the one instance there, and nothing that is missed when it is deleted. Electron
 * wants this before `ready`, and before that lock is asked for.
 */
export function placeChromiumProfile(): void {
  const { cacheDir } = stackpassPaths(process.env, process.platform, homedir())
  const profile = join(cacheDir, 'chromium')
  // Electron throws where there is no such folder.
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  app.setPath('userData', profile)
}
