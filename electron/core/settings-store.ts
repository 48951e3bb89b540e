import { basename, dirname, extname } from 'node:path'
import type { SettingsStore } from '../../core/ports.ts'

/** Writes the settings file through electron-store, which is loaded at the first write and not at start. */
export function createSettingsStore(file: string): SettingsStore {
  const opening = () =>
    import('electron-store').then(({ default: ElectronStore }) => {
      const extension = extname(file)
      // No `defaults` and no `schema`: the store would write the file at once.
      return new ElectronStore<Record<string, unknown>>({
        cwd: dirname(file),
        name: basename(file, extension),
        fileExtension: extension.slice(1),
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false,
        clearInvalidConfig: false,
      })
    })
  return {
    async write(patch) {
      const store = await opening()
      store.store = { ...store.store, ...patch }
    },
  }
}
