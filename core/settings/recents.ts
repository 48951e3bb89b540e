import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import type { Settings } from '../../shared/contract/models.ts'
import { settingsSchema } from '../../shared/contract/settings.ts'

const keptAtMost = 50
const fileSchema = z.object({ version: z.literal(1), recents: settingsSchema.shape.recents })

type Recents = Settings['recents']

/** How often and when profiles were used. A file of its own, so that `use` need not rewrite the settings. */
export interface RecentsFile {
  read(): Promise<Recents>
  write(recents: Recents): Promise<void>
}

export function createRecentsFile(file: string): RecentsFile {
  return {
    async read() {
      try {
        const parsed = fileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
        return parsed.success ? parsed.data.recents : []
      } catch {
        // Missing or damaged: nothing but the order of a menu depends on it.
        return []
      }
    },
    async write(recents) {
      const { default: writeFileAtomic } = await import('write-file-atomic')
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      await writeFileAtomic(file, JSON.stringify({ version: 1, recents: recents.slice(0, keptAtMost) }), {
        mode: 0o600,
      })
    },
  }
}

/** The list after one more use of a profile, latest first. */
export function withUse(recents: Recents, profile: string, at: Date): Recents {
  const before = recents.find((recent) => recent.profile === profile)
  const others = recents.filter((recent) => recent.profile !== profile)
  return [{ profile, count: (before?.count ?? 0) + 1, lastUsed: at.toISOString() }, ...others]
}
