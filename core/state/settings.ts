import { readFile } from 'node:fs/promises'
import type { Settings } from '../../shared/contract/models.ts'
import { defaultSettings, settingsSchema } from '../../shared/contract/settings.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'
import { ownFileFailure, OwnFileFailure } from './own-file-failure.ts'
import { createQueue } from './private-json.ts'
import type { RecentsFile } from './recents.ts'
import { writeThroughLink } from './write-through-link.ts'

export interface SettingsService {
  /** The settings; an invalid value falls back to its default, and the file stays as it is. */
  get(): Promise<Settings>
  /**
   * Errors: SettingInvalid when the file is not a JSON object; StateUnwritable, DiskFull; FolderNotPrivate for a link into such
   * a folder.
   */
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

/** The content of the settings file, for a write that keeps what it does not change; undefined when it is not a JSON object. */
async function contentOf(file: string): Promise<object | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (errno(error) === 'ENOENT') return {}
    throw ownFileFailure(error, file, 'The settings could not be read, so they were not saved.')
  }
  try {
    const content: unknown = JSON.parse(text)
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? content : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Stackpass' own settings in one JSON file. Settings that it does not know stay in the file. */
export function createSettings(file: string, recents: RecentsFile): SettingsService {
  const inTurn = createQueue()
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
      // Missing or unreadable: the defaults apply, and a write says what is wrong.
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

  async function save(patch: object): Promise<Result<undefined>> {
    const content = await contentOf(file)
    if (content === undefined) {
      return fail('SettingInvalid', 'The settings could not be saved.', {
        path: file,
        reason:
          'The settings file is not a JSON object, and Stackpass does not overwrite what you wrote in it.',
        remedy: 'Correct the file, or move it away, and try again.',
      })
    }
    return writeThroughLink(file, `${JSON.stringify({ ...content, ...patch }, undefined, 2)}\n`)
  }

  return {
    get,
    async set(patch) {
      const { recents: used, ...others } = patch
      const known = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
      try {
        if (used !== undefined) await recents.write(used)
        const saved = Object.keys(known).length > 0 ? await inTurn(() => save(known)) : ok(undefined)
        if (!saved.ok) return saved
      } catch (error) {
        if (error instanceof OwnFileFailure) return { ok: false, error: error.coded }
        throw error
      }
      return ok(await get())
    },
  }
}
