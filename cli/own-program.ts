import { join } from 'node:path'
import { findProgram, hasRelativePath } from '../core/system/find-program.ts'
import type { CliContext } from './context.ts'

/**
 * How other programs start Stackpass: undefined where its name is enough, else the absolute path of ours. The name is not
 * enough where PATH names relative folders: a hook would start what the current folder calls by our name.
 */
export function ownProgram({ env, platform, packageRoot }: CliContext): string | undefined {
  const isFound = findProgram('stackpass', env, { platform }) !== undefined && !hasRelativePath(env, platform)
  return isFound ? undefined : join(packageRoot, 'bin', 'stackpass.cjs')
}
