import type { FileHandle } from 'node:fs/promises'
import { errno } from './file-errors.ts'

/** Makes a rename last through a power cut, where the system can do that for folders. */
export async function syncFolder(
  fs: { open(folder: string, flags: 'r'): Promise<Pick<FileHandle, 'sync' | 'close'>> },
  folder: string,
): Promise<void> {
  if (process.platform === 'win32') return
  let handle: Pick<FileHandle, 'sync' | 'close'> | undefined
  try {
    handle = await fs.open(folder, 'r')
    await handle.sync()
  } catch (error) {
    // EACCES: a folder that may be written but not listed. EINVAL, ENOTSUP: file systems without it.
    if (!['EACCES', 'EPERM', 'EINVAL', 'ENOTSUP'].includes(errno(error))) throw error
  } finally {
    await handle?.close()
  }
}
