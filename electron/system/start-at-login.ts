import { rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { app } from 'electron'
import { writePrivateFile } from '../../core/state/write-private-file.ts'
import { foreignText, readForeignFile } from '../../core/system/read-foreign-file.ts'
import { autostartEntry } from './desktop-entry.ts'

/** Passed when the system starts the app: stay in the tray, open no window. */
export const hiddenFlag = '--hidden'

/** The autostart entry's path; ignores an XDG variable that is not absolute. */
export function autostartFile(env: Readonly<Record<string, string | undefined>>, homeDir: string): string {
  const configured = env['XDG_CONFIG_HOME']
  const folder = configured !== undefined && isAbsolute(configured) ? configured : join(homeDir, '.config')
  return join(folder, 'autostart', 'stackpass.desktop')
}

/**
 * Makes Stackpass start at login, or stops that: an autostart entry on Linux, the system's login items
 * elsewhere. Rejects when the entry cannot be written.
 */
export async function setStartAtLogin(wanted: boolean, file: string): Promise<void> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: [hiddenFlag] })
    return
  }
  if (!wanted) return rm(file, { force: true })
  // An AppImage runs from a mount that disappears; APPIMAGE names the file itself.
  const program = process.env['APPIMAGE'] ?? process.execPath
  const script = app.isPackaged ? [] : [app.getAppPath()]
  const text = autostartEntry([program, ...script, hiddenFlag])
  if (foreignText(await readForeignFile(file, { maxBytes: 64 * 1024 })) === text) return
  await writePrivateFile(file, text)
}
