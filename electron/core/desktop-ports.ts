import { homedir } from 'node:os'
import { app, clipboard } from 'electron'
import type { CorePorts } from '../../core/ports.ts'
import { stackpassPaths } from '../../core/paths/paths.ts'
import { createSettingsStore } from './settings-store.ts'

/** What the desktop lends to core: clipboard, notifications, electron-store, the environment, and file watching. */
export function desktopPorts(notify: NonNullable<CorePorts['notify']>): CorePorts {
  const homeDir = homedir()
  const { settingsFile } = stackpassPaths(process.env, process.platform, homeDir)
  return {
    env: process.env,
    homeDir,
    platform: process.platform,
    host: 'desktop',
    version: app.getVersion(),
    watch: true,
    clipboard: { read: () => clipboard.readText(), write: (text) => clipboard.writeText(text) },
    notify,
    settingsStore: createSettingsStore(settingsFile),
  }
}
