import type { Settings } from '../../shared/contract/models.ts'
import { ownFiles } from './own-files.ts'

const keptAtMost = 50

type Recents = Settings['recents']

interface FileContent {
  readonly version: 1
  readonly recents: Recents
}

/** Checked by hand: `use` must not load the schemas. */
function isRecent(value: unknown): boolean {
  const { profile, count, lastUsed } = (value ?? {}) as Record<string, unknown>
  return typeof profile === 'string' && typeof count === 'number' && typeof lastUsed === 'string'
}

/** How often and when profiles were used. A separate file, so that `use` need not rewrite the settings. */
export interface RecentsFile {
  read(): Promise<Recents>
  write(recents: Recents): Promise<void>
}

export function createRecentsFile(file: string, files = ownFiles): RecentsFile {
  return {
    async read() {
      try {
        const content = JSON.parse(await files.read(file)) as Partial<FileContent> | null
        if (content?.version !== 1 || !Array.isArray(content.recents)) return []
        return content.recents.every(isRecent) ? content.recents : []
      } catch {
        // Missing or damaged: only the order of a menu depends on it.
        return []
      }
    },
    write(recents) {
      const content: FileContent = { version: 1, recents: recents.slice(0, keptAtMost) }
      return files.write(file, JSON.stringify(content))
    },
  }
}

/** The list after one more use of a profile, latest first. */
export function withUse(recents: Recents, profile: string, at: Date): Recents {
  const before = recents.find((recent) => recent.profile === profile)
  const others = recents.filter((recent) => recent.profile !== profile)
  return [{ profile, count: (before?.count ?? 0) + 1, lastUsed: at.toISOString() }, ...others]
}
