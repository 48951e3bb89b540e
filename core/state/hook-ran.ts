import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { hookRanFile } from '../../shared/domain/shells/hook-ran.ts'
import type { StackpassPaths } from './paths.ts'

type Paths = Pick<StackpassPaths, 'activeStateFile'>

/**
 * Whether a shell has started with the hook since it was last taken out of one: the hook leaves an empty file. Synchronous:
 * `use` and `current` ask, and `node:fs/promises` takes them longer to load than the file to find.
 */
export function hookHasRun({ activeStateFile }: Paths): boolean {
  return existsSync(hookRanFile(activeStateFile))
}

/** After a hook was taken out: a shell that still has one says so again when it starts. */
export function forgetHookRan({ activeStateFile }: Paths): Promise<void> {
  return rm(hookRanFile(activeStateFile), { force: true })
}
