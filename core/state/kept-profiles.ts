import { posix, win32 } from 'node:path'
import type { StackpassPaths } from './paths.ts'

type Folders = Pick<StackpassPaths, 'stateDir' | 'historyDir'>

/** Our files that completion reads: what is stored about profiles, and the folder of the history's entries. */
export function completionFiles({ stateDir, historyDir }: Folders, platform: NodeJS.Platform) {
  const { join } = platform === 'win32' ? win32 : posix
  return { keptFile: join(stateDir, 'shells', 'profiles'), historyFolder: join(historyDir, 'entries') }
}
