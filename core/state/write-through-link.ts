import { lstat, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'
import { createFolderTrust } from './folder-trust.ts'
import { writePrivateFile } from './write-private-file.ts'

async function leadsTo(file: string): Promise<string | undefined> {
  try {
    const found = await lstat(file)
    return found.isSymbolicLink() ? resolve(dirname(file), await readlink(file)) : undefined
  } catch (error) {
    // If it is missing, or cannot be examined, the write reports that.
    if (errno(error) === '') throw error
    return undefined
  }
}

/**
 * Writes a file of ours that the user may keep elsewhere behind a link, as people do with their dotfiles: the link stays, and its
 * target is written, if that is a file of the user that nobody else can change. Errors: FolderNotPrivate, StateUnwritable.
 * Rejects as
 * `writePrivateFile`.
 */
export async function writeThroughLink(file: string, content: string): Promise<Result<undefined>> {
  const target = await leadsTo(file)
  if (target === undefined) {
    await writePrivateFile(file, content)
    return ok(undefined)
  }
  const trusted = createFolderTrust([file]).check()
  if (!trusted.ok) return trusted
  const refuse = (reason: string): Result<undefined> =>
    fail('StateUnwritable', 'The settings could not be saved: the file is a link that cannot be followed.', {
      path: file,
      reason,
      remedy: 'Point the link to a file of your own, or remove it.',
    })
  let real: string
  try {
    real = await realpath(file)
    if (!(await stat(real)).isFile()) return refuse(`${target} is not a file.`)
  } catch (error) {
    if (errno(error) === '') throw error
    return refuse(`The system answered ${errno(error)} for ${target}.`)
  }
  await writePrivateFile(real, content)
  return ok(undefined)
}
