import { readFile } from 'node:fs/promises'

/** A file of an archive, with what the archive says that it must be. */
export interface PackedFile {
  readonly bytes: Buffer
  /** Where the bytes lie in the archive. */
  readonly start: number
  readonly integrity: { readonly algorithm: string; readonly hash: string } | undefined
}

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>
  readonly size?: number
  readonly offset?: string
  readonly unpacked?: boolean
  readonly integrity?: PackedFile['integrity']
}

/** Every file of an asar archive by its path. The format: four lengths, a header of JSON, the files one after another. */
export async function readAsar(path: string): Promise<ReadonlyMap<string, PackedFile>> {
  const archive = await readFile(path)
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Entry
  const data = 8 + archive.readUInt32LE(4)
  const found = new Map<string, PackedFile>()
  const walk = ({ files = {}, ...entry }: Entry, name: string): void => {
    for (const [inner, child] of Object.entries(files)) walk(child, name === '' ? inner : `${name}/${inner}`)
    if (entry.unpacked === true) throw new Error(`${name} lies beside the archive`)
    if (entry.size === undefined) return
    const start = data + Number(entry.offset)
    const bytes = archive.subarray(start, start + entry.size)
    found.set(name, { bytes, start, integrity: entry.integrity })
  }
  walk(header, '')
  return found
}
