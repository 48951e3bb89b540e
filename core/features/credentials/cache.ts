import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { makePrivateFolder, writePrivateFile } from '../../history/state-files.ts'

const cachedSchema = z.object({
  version: z.literal(1),
  profile: z.string(),
  /** Keys the fingerprint; new for each entry. */
  salt: z.string(),
  fingerprint: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().optional(),
  expiresAt: z.number(),
  region: z.string().optional(),
})

/** Temporary credentials as cached: `expiresAt` in milliseconds since 1970. */
export type CachedCredentials = z.infer<typeof cachedSchema>

export interface CredentialCache {
  /** The file of one profile, which also names its lock. */
  fileOf(profile: string): string
  /** What is cached; a damaged file counts as none and is replaced by the next write. */
  read(profile: string): Promise<CachedCredentials | undefined>
  write(entry: CachedCredentials): Promise<void>
  forget(profile: string | undefined): Promise<void>
}

/** One 0600 file for each profile in a 0700 folder. Only temporary credentials go in. */
export function createCredentialCache(folder: string): CredentialCache {
  const fileOf = (profile: string): string =>
    join(folder, `${createHash('sha256').update(profile).digest('hex').slice(0, 40)}.json`)
  return {
    fileOf,
    async read(profile) {
      try {
        const parsed = cachedSchema.safeParse(JSON.parse(await readFile(fileOf(profile), 'utf8')))
        return parsed.success && parsed.data.profile === profile ? parsed.data : undefined
      } catch {
        return undefined
      }
    },
    async write(entry) {
      await makePrivateFolder(folder)
      await writePrivateFile(fileOf(entry.profile), new TextEncoder().encode(JSON.stringify(entry)))
    },
    forget: (profile) =>
      rm(profile === undefined ? folder : fileOf(profile), { recursive: true, force: true }),
  }
}
