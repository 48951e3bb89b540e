import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errno } from '../system/file-errors.ts'
import { readPrivateJson, writePrivateJson } from './private-json.ts'
import { hashedName } from './hashed-name.ts'

export interface PrivateRecords<Record> {
  read(key: string): Promise<Record | undefined>
  list(): Promise<readonly Record[]>
  /** On disk when it resolves. Rejects with OwnFileFailure. */
  write(record: Record): Promise<void>
  remove(key: string): Promise<void>
}

export interface RecordRules<Record> {
  readonly isRecord: (value: unknown) => value is Record
  /** What names the file of a record. */
  readonly keyOf: (record: Record) => string
  /** What lists are sorted by. */
  readonly orderOf: (record: Record) => string
}

/** The file of one record; keys may hold anything, so the name is a hash. */
export const recordFile = (folder: string, key: string): string => join(folder, `${hashedName(key)}.json`)

/** Our records, one 0600 file for each. A damaged record, or one under the name of another, counts as missing. */
export function createPrivateRecords<Record>(
  folder: string,
  { isRecord, keyOf, orderOf }: RecordRules<Record>,
): PrivateRecords<Record> {
  async function load(file: string): Promise<Record | undefined> {
    const found = await readPrivateJson(file)
    return isRecord(found) && recordFile(folder, keyOf(found)) === file ? found : undefined
  }

  return {
    read: (key) => load(recordFile(folder, key)),
    async list() {
      let names: string[]
      try {
        names = await readdir(folder)
      } catch (error) {
        if (errno(error) === 'ENOENT') return []
        throw error
      }
      const files = names.filter((name) => /^[0-9a-f]{40}\.json$/.test(name)).sort()
      const found = await Promise.all(files.map((name) => load(join(folder, name))))
      return found
        .filter((record) => record !== undefined)
        .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
    },
    write: (record) => writePrivateJson(recordFile(folder, keyOf(record)), record),
    remove: (key) => rm(recordFile(folder, key), { force: true }),
  }
}
