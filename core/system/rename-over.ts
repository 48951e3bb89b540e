import { errno } from './file-errors.ts'

/** Renames over a file. Windows refuses that for a moment while a scanner or another program has the file open. */
export async function renameOver(
  fs: { rename(from: string, to: string): Promise<void> },
  from: string,
  to: string,
): Promise<void> {
  const retried = process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY']
  const tries = process.platform === 'win32' ? 12 : 3
  for (let attempt = 1; ; attempt++) {
    try {
      await fs.rename(from, to)
      return
    } catch (error) {
      if (attempt >= tries || !retried.includes(errno(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, 10 * attempt))
    }
  }
}
