import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { errno, failure, fileChanged, writeFailure } from '../system/file-errors.ts'
import type { FilePort } from '../system/file-port.ts'
import { readSteady, type OpenFile } from '../system/read-file.ts'
import { renameOver } from '../system/rename-over.ts'
import { syncFolder } from '../system/sync-folder.ts'
import { notInPlace, type InPlaceReason, type WriteInPlace } from './in-place-reason.ts'
import { createTempFile, removeQuietly } from './temp-file.ts'
import { equalBytes, writeAll, writeInPlace } from './write-in-place.ts'

export interface WriteTarget {
  readonly realPath: string
  readonly label: string
  /** The file as it was just read and is expected to be still; undefined: does not exist. */
  readonly current: OpenFile | undefined
  /** undefined: remove the file. */
  readonly bytes: Uint8Array | undefined
  readonly newFileMode: number
  /** A symlink led here, so we must not create the folder. */
  readonly viaLink: boolean
  readonly writeInPlace: WriteInPlace
  /** Gives the new file what the old one has besides bytes, owner and mode. */
  readonly carry: (from: FileHandle, to: FileHandle) => Promise<void>
}

export interface WriteHow {
  /** The bytes went into the file itself, so a handle opened before sees them. */
  readonly inPlace: boolean
}

/**
 * Replaces, creates or removes one file. `write-file-atomic` is not used: it opens its temporary file under a name that
 * can be guessed and without O_EXCL, replaces a dangling symlink by a file, does not check whether the file changed in
 * the meantime, keeps no hard link, does not check for short writes and does not sync the folder.
 * Throws FileFailure; `FileChanged` when the file is no longer as expected, with nothing written.
 */
export async function writeFile(fs: FilePort, target: WriteTarget): Promise<WriteHow> {
  const { realPath, label, current, bytes } = target
  if (bytes === undefined) return removeFile(fs, target)
  if (current === undefined) {
    await makeFolder(fs, target)
    return createFile(fs, target, bytes)
  }
  await requireWritable(fs, realPath, label, current.stats)
  if (target.writeInPlace === 'always') return inPlace(fs, target, current, bytes, 'setting')
  if (current.stats.nlink > 1n) return inPlace(fs, target, current, bytes, 'linked')
  const temp = await fillTemp(fs, target, bytes, current)
  if (temp === undefined) return inPlace(fs, target, current, bytes, 'folder')
  try {
    await requireUnchanged(fs, target)
    // Windows does not replace a file that is held open, not even by us.
    if (process.platform === 'win32') await current.handle.close()
    await renameOver(fs, temp, realPath)
  } catch (error) {
    await removeQuietly(fs, temp)
    // EBUSY and EXDEV: the file itself is a mount point, as in containers. EPERM: the folder forbids replacing it.
    if (['EBUSY', 'EXDEV', 'EPERM', 'EACCES'].includes(errno(error)))
      return inPlace(fs, target, current, bytes, errno(error) === 'EBUSY' ? 'mounted' : 'other')
    throw writeFailure(error, label, 'folder')
  }
  await syncFolder(fs, path.dirname(realPath))
  return { inPlace: false }
}

async function inPlace(
  fs: FilePort,
  target: WriteTarget,
  current: OpenFile,
  bytes: Uint8Array,
  reason: InPlaceReason,
): Promise<WriteHow> {
  if (target.writeInPlace === 'never') throw notInPlace(target.label, reason)
  await writeInPlace(fs, target.realPath, target.label, current, bytes)
  return { inPlace: true }
}

/** The owner's write bit counts even for root, whom the system would let through: a read-only mark shows intent. */
async function requireWritable(
  fs: FilePort,
  realPath: string,
  label: string,
  stats: BigIntStats,
): Promise<void> {
  if ((stats.mode & 0o222n) === 0n) {
    throw failure(
      'FileReadOnly',
      label,
      `${label} is read-only.`,
      'Its mode allows nobody to write.',
      'Make the file writable and try again.',
    )
  }
  try {
    await fs.access(realPath, 2)
  } catch (error) {
    if (errno(error) === 'ENOENT') throw fileChanged(label, 'It is gone.')
    throw writeFailure(error, label, 'file')
  }
}

/** Writes a temporary file with the mode and owner of the old one; undefined when only writing in place can keep them. */
async function fillTemp(
  fs: FilePort,
  target: WriteTarget,
  bytes: Uint8Array,
  like: OpenFile | undefined,
): Promise<string | undefined> {
  let temp: { readonly path: string; readonly handle: FileHandle } | undefined
  try {
    temp = await createTempFile(fs, target.realPath, like !== undefined)
    await writeAll(temp.handle, bytes)
    if (like !== undefined && !(await copyOwner(temp.handle, like.stats))) {
      await temp.handle.close()
      await removeQuietly(fs, temp.path)
      return undefined
    }
    // Only now, with the right owner, and never wider than the original.
    if (like !== undefined) await target.carry(like.handle, temp.handle)
    await setMode(temp.handle, like === undefined ? target.newFileMode : Number(like.stats.mode & 0o7777n))
    await temp.handle.sync()
    await temp.handle.close()
    return temp.path
  } catch (error) {
    if (temp !== undefined) {
      await temp.handle.close().catch(() => undefined) // The first error is the one to report.
      await removeQuietly(fs, temp.path)
    }
    if (like !== undefined && temp === undefined && ['EACCES', 'EPERM', 'EROFS'].includes(errno(error))) {
      return undefined
    }
    throw writeFailure(error, target.label, 'folder')
  }
}

/**
 * A file system without modes, such as a drive of Windows under WSL, refuses to set a mode that it would not show. The file was
 * created for its owner alone, so no mode is wider than the requested one.
 */
async function setMode(handle: FileHandle, mode: number): Promise<void> {
  if (((await handle.stat()).mode & 0o7777) === mode) return
  try {
    await handle.chmod(mode)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP'].includes(errno(error))) throw error
  }
}

async function copyOwner(handle: FileHandle, like: BigIntStats): Promise<boolean> {
  if (process.platform === 'win32') return true
  const stats = await handle.stat({ bigint: true })
  if (stats.uid === like.uid && stats.gid === like.gid) return true
  try {
    await handle.chown(Number(like.uid), Number(like.gid))
    return true
  } catch (error) {
    if (['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP'].includes(errno(error))) return false
    throw error
  }
}

/** The last check before the rename: same file behind the path, same bytes in it. */
async function requireUnchanged(fs: FilePort, target: WriteTarget): Promise<void> {
  const { realPath, label, current } = target
  if (current === undefined) return
  let stats: BigIntStats
  try {
    stats = await fs.lstat(realPath, { bigint: true })
  } catch (error) {
    if (errno(error) === 'ENOENT') throw fileChanged(label, 'It is gone.')
    throw error
  }
  if (stats.dev !== current.stats.dev || stats.ino !== current.stats.ino) throw fileChanged(label)
  const now = await readSteady(current.handle, label)
  if (!equalBytes(now.bytes, current.bytes)) throw fileChanged(label)
}

async function createFile(fs: FilePort, target: WriteTarget, bytes: Uint8Array): Promise<WriteHow> {
  const { realPath, label } = target
  const temp = await fillTemp(fs, target, bytes, undefined)
  if (temp === undefined) throw new Error('a new file cannot be written in place')
  try {
    // Unlike a rename, a link does not replace a file that another program has created in the meantime.
    await fs.link(temp, realPath)
    await removeQuietly(fs, temp)
  } catch (error) {
    if (errno(error) === 'EEXIST') {
      await removeQuietly(fs, temp)
      throw fileChanged(label, 'Another program has created it.')
    }
    await renameIfFree(fs, temp, target)
  }
  await syncFolder(fs, path.dirname(realPath))
  return { inPlace: false }
}

/** For file systems without hard links. */
async function renameIfFree(fs: FilePort, temp: string, target: WriteTarget): Promise<void> {
  try {
    const taken = await fs.lstat(target.realPath).catch((error: unknown) => {
      if (errno(error) === 'ENOENT') return undefined
      throw error
    })
    if (taken !== undefined) throw fileChanged(target.label, 'Another program has created it.')
    await renameOver(fs, temp, target.realPath)
  } catch (error) {
    await removeQuietly(fs, temp)
    throw writeFailure(error, target.label, 'folder')
  }
}

async function removeFile(fs: FilePort, target: WriteTarget): Promise<WriteHow> {
  if (target.current === undefined) return { inPlace: false }
  await requireWritable(fs, target.realPath, target.label, target.current.stats)
  await requireUnchanged(fs, target)
  try {
    // On Windows a file that is held open keeps its name until it is closed, and looks like a new one.
    if (process.platform === 'win32') await target.current.handle.close()
    await fs.unlink(target.realPath)
  } catch (error) {
    throw writeFailure(error, target.label, 'folder')
  }
  await syncFolder(fs, path.dirname(target.realPath))
  return { inPlace: false }
}

/** A folder behind a symlink may be a volume that is not mounted: do not create it. */
async function makeFolder(fs: FilePort, target: WriteTarget): Promise<void> {
  const folder = path.dirname(target.realPath)
  try {
    if (target.viaLink) await fs.access(folder)
    else await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    if (target.viaLink && errno(error) === 'ENOENT') {
      throw failure(
        'FolderMissing',
        target.label,
        `${target.label} is a symbolic link into a folder that does not exist.`,
        `It leads to ${target.realPath}; its disk may not be mounted.`,
        'Create the folder or correct the link, and try again.',
      )
    }
    // mkdir reports EEXIST when something else is in the place of the folder.
    const inTheWay = errno(error) === 'EEXIST' ? Object.assign(new Error(), { code: 'ENOTDIR' }) : error
    throw writeFailure(inTheWay, target.label, 'folder')
  }
}
