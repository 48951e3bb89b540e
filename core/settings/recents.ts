import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Settings } from '../../shared/contract/models.ts'

const keptAtMost = 50

type Recents = Settings['recents']

interface FileContent {
  readonly version: 1
  readonly recents: Recents
}

/** Checked by hand: \`use\` must not load the schemas. */
function isRecent(value: unknown): boolean {
  const { profile, count, lastUsed } = (value ?? {}) as Record<string, unknown>
  return typeof profile === 'string' && typeof count === 'number' && typeof lastUsed === 'string'
}

/** How often and when profiles were used. A file of its own, so that `use` need not rewrite the settings. */
export interface RecentsFile {
  read(): Promise<Recents>
  write(recents: Recents): Promise<void>
}

export function createRecentsFile(file: string): RecentsFile {
  return {
    async read() {
      try {
        const content = JSON.parse(await readFile(file, 'utf8')) as Partial<FileContent> | null
        if (content?.version !== 1 || !Array.isArray(content.recents)) return []
        return content.recents.every(isRecent) ? content.recents : []
      } catch {
        // Missing or damaged: nothing but the order of a menu depends on it.
        return []
      }
    },
    async write(recents) {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      const temp = join(dirname(file), `.${randomBytes(8).toString('hex')}.tmp`)
      const content: FileContent = { version: 1, recents: recents.slice(0, keptAtMost) }
      try {
        await writeFile(temp, JSON.stringify(content), { mode: 0o600, flag: 'wx' })
        await rename(temp, file)
      } catch (error) {
        await rm(temp, { force: true })
        throw error
      }
    },
  }
}

/** The list after one more use of a profile, latest first. */
export function withUse(recents: Recents, profile: string, at: Date): Recents {
  const before = recents.find((recent) => recent.profile === profile)
  const others = recents.filter((recent) => recent.profile !== profile)
  return [{ profile, count: (before?.count ?? 0) + 1, lastUsed: at.toISOString() }, ...others]
}
