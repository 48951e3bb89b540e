import { dialog, nativeTheme } from 'electron'
import type { Settings } from '../../shared/contract/models.ts'
import { createGlobalShortcut } from './global-shortcut.ts'
import { autostartFile, setStartAtLogin } from './start-at-login.ts'

export interface ApplyOptions {
  readonly homeDir: string
  readonly shortcutPressed: () => void
}

/** Applies the settings that affect the system: theme, global shortcut, start at login. */
export function applySettings(options: ApplyOptions): { apply(settings: Settings): Promise<void> } {
  const shortcut = createGlobalShortcut(options.shortcutPressed)
  const file = autostartFile(process.env, options.homeDir)
  let last: Settings | undefined

  return {
    async apply(settings) {
      const before = last
      last = settings
      nativeTheme.themeSource = settings.theme
      const registered = shortcut.apply(settings.shortcut)
      // At start, another program may simply have been first; after a change the user should know.
      if (!registered && before !== undefined && before.shortcut !== settings.shortcut)
        dialog.showErrorBox(
          `${settings.shortcut} could not be registered`,
          'Another program uses it, or this system does not know it. Choose another shortcut in Settings.',
        )
      // At the first start, write nothing unless the user asked for it.
      if (settings.startAtLogin === (before?.startAtLogin ?? false)) return
      await setStartAtLogin(settings.startAtLogin, file).catch((error: Error) =>
        dialog.showErrorBox('Start at login could not be changed', error.message),
      )
    },
  }
}
