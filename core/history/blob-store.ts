import { rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { namesIn, readIfThere } from '../state/read-if-there.ts'
import { leftoverName, writePrivateFile } from '../state/write-private-file.ts'
import { errno } from '../system/file-errors.ts'
import { sha256 } from '../system/read-file.ts'

/** Whole file contents by their SHA-256, so that equal ones are stored once. */
export interface BlobStore {
  put(hash: string, bytes: Uint8Array): Promise<void>
  /** undefined when it is gone or damaged. */
  get(hash: string): Promise<Uint8Array | undefined>
  has(hash: string): Promise<boolean>
  /** The hashes of all that are there. */
  names(): Promise<string[]>
  /** Removes every blob that `used` does not name. */
  keepOnly(used: ReadonlySet<string>): Promise<void>
}

const blobName = /^[0-9a-f]{64}$/

export function createBlobStore(folder: string): BlobStore {
  const place = (hash: string) => path.join(folder, hash)

  async function has(hash: string): Promise<boolean> {
    try {
      return (await stat(place(hash))).isFile()
    } catch (error) {
      if (errno(error) === 'ENOENT') return false
      throw error
    }
  }

  return {
    has,
    names: async () => (await namesIn(folder)).filter((name) => blobName.test(name)),
    async put(hash, bytes) {
      const known = await readIfThere(place(hash))
      if (known !== undefined && sha256(known) === hash) {
        const now = new Date()
        await utimes(place(hash), now, now)
        return
      }
      await writePrivateFile(place(hash), bytes)
    },
    async get(hash) {
      const bytes = await readIfThere(place(hash))
      return bytes !== undefined && sha256(bytes) === hash ? bytes : undefined
    },
    async keepOnly(used) {
      for (const name of await namesIn(folder)) {
        const stale = blobName.test(name) ? !used.has(name) : leftoverName.test(name)
        if (stale) await rm(place(name), { force: true })
      }
    },
  }
}
