import path from 'node:path'
import { takeLock } from '../state/lock.ts'

/** Pruning must not remove a blob that another process has stored but not yet named in an entry. */
export async function underHistoryLock<T>(
  { historyDir, locksDir }: { readonly historyDir: string; readonly locksDir: string },
  work: () => Promise<T>,
): Promise<T> {
  const key = path.join(historyDir, 'history')
  const lock = await takeLock({ locksDir, key, label: 'the history', timeout: 10_000 })
  try {
    return await work()
  } finally {
    await lock.release()
  }
}
