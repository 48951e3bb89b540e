import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { errno } from '../system/file-errors.ts'

/** The content of one of our files that decides something, or why it does not count as ours. */
export type TrustedText =
  | { readonly kind: 'missing' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strange'; readonly reason: string }

/** Why a file or folder is not as we leave it. */
export function strangeOwner(entry: { readonly uid: number; readonly mode: number }, name?: string) {
  const me = process.geteuid?.()
  if (me === undefined) return undefined
  if (entry.uid !== me) return `${name ?? 'It'} belongs to the user with the number ${entry.uid}.`
  return (entry.mode & 0o022) === 0 ? undefined : `Others can write to ${name ?? 'it'}.`
}

/** Reads one of our files, unless it is a link, somebody else's, writable for others, or larger than we write it. */
export async function readTrustedFile(file: string, mostBytes: number): Promise<TrustedText> {
  const strange = (reason: string): TrustedText => ({ kind: 'strange', reason })
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
    const handle = await open(file, flags)
    try {
      const found = await handle.stat()
      if (!found.isFile()) return strange('It is not a regular file.')
      const why = strangeOwner(found)
      if (why !== undefined) return strange(why)
      if (found.size > mostBytes) return strange('It is larger than any that Stackpass writes.')
      return { kind: 'text', text: await handle.readFile('utf8') }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (errno(error) === 'ENOENT') return { kind: 'missing' }
    if (errno(error) === '') throw error
    if (errno(error) === 'ELOOP') return strange('It is a symbolic link.')
    return strange(`The system answered ${errno(error)}.`)
  }
}
