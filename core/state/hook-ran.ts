import { access, rm } from 'node:fs/promises'
import { hookRanFile } from '../../shared/domain/shells/hook-ran.ts'
import type { StackpassPaths } from './paths.ts'

type Paths = Pick<StackpassPaths, 'activeStateFile'>

/** Whether a shell has started with the hook since it was last taken out of one: the hook leaves an empty file. */
export function hookHasRun({ activeStateFile }: Paths): Promise<boolean> {
  return access(hookRanFile(activeStateFile)).then(
    () => true,
    () => false,
  )
}

/** After a hook was taken out: a shell that still has one says so again when it starts. */
export function forgetHookRan({ activeStateFile }: Paths): Promise<void> {
  return rm(hookRanFile(activeStateFile), { force: true })
}
