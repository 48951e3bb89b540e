import { join } from 'node:path'
import { findProgram, hasRelativePath } from '../core/system/find-program.ts'
import type { CliContext } from './context.ts'

/**
 * How other programs start Stackpass: undefined if the name is enough, else our absolute path. The name is not enough if
 * PATH contains relative folders: a hook would then start any file with our name in the current folder.
 */
export function ownProgram({ env, platform, packageRoot }: CliContext): string | undefined {
  const isFound = findProgram('stackpass', env, { platform }) !== undefined && !hasRelativePath(env, platform)
  return isFound ? undefined : join(packageRoot, 'bin', 'stackpass.cjs')
}
