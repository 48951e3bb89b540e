import { readFile } from 'node:fs/promises'
import { defaultSettings, settingsSchema } from '../../shared/contract/settings.ts'
import type { Settings } from '../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { SettingsStore } from '../ports.ts'
import type { RecentsFile } from './recents.ts'

export interface SettingsService {
  /** The settings; a value that is not valid falls back to its default, the file stays as it is. */
  get(): Promise<Settings>
  /** Errors: SettingInvalid when the file is not JSON or cannot be written. */
  set(patch: Partial<Settings>): Promise<Result<Settings>>
}

function withDefaults(stored: unknown): Settings {
  const settings: Record<string, unknown> = { ...defaultSettings }
  if (typeof stored !== 'object' || stored === null) return defaultSettings
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const parsed = schema.safeParse((stored as Record<string, unknown>)[name])
    if (parsed.success) settings[name] = parsed.data
  }
  return settings as Settings
}

async function openConf(file: string): Promise<SettingsStore> {
  const { basename, dirname, extname } = await import('node:path')
  const { default: Conf } = await import('conf')
  const extension = extname(file)
  // No `defaults` and no `schema`: conf would write the file on first run.
  const conf = new Conf<Record<string, unknown>>({
    cwd: dirname(file),
    configName: basename(file, extension),
    fileExtension: extension.slice(1),
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
  })
  return {
    write: (patch) => {
      conf.store = { ...conf.store, ...patch }
      return Promise.resolve()
    },
  }
}

/** Stackpass' own settings in one JSON file, read directly and written through the host's store. */
export function createSettings(
  file: string,
  store: SettingsStore | undefined,
  recents: RecentsFile,
): SettingsService {
  let last: { text: string; settings: Settings } | undefined

  async function get(): Promise<Settings> {
    const [settings, used] = await Promise.all([stored(), recents.read()])
    return { ...settings, recents: used }
  }

  async function stored(): Promise<Settings> {
    let text: string
    try {
      text = await readFile(file, 'utf8')
    } catch {
      // Missing or unreadable: the defaults hold, and a write says what is wrong.
      return defaultSettings
    }
    if (last?.text === text) return last.settings
    let content: unknown
    try {
      content = JSON.parse(text)
    } catch {
      return defaultSettings
    }
    last = { text, settings: withDefaults(content) }
    return last.settings
  }

  return {
    get,
    async set(patch) {
      const { recents: used, ...others } = patch
      const known = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
      try {
        if (used !== undefined) await recents.write(used)
        if (Object.keys(known).length > 0) await (store ?? (await openConf(file))).write(known)
      } catch (error) {
        return fail('SettingInvalid', 'The settings could not be saved.', {
          path: file,
          reason: error instanceof Error ? error.message : String(error),
          remedy: 'Check that the settings file is valid JSON and that you may write to its folder.',
        })
      }
      return ok(await get())
    },
  }
}
