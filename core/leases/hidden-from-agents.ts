import { join, resolve } from 'node:path'
import { resolveSharedFilePaths } from '../../shared/domain/aws/locations.ts'
import type { CorePorts } from '../host/ports.ts'
import { ownRoots, stackpassPaths } from '../state/paths.ts'

/** What no agent needs to read: `~/.aws`, our folders, and the shared files if they are elsewhere. */
export function hiddenFromAgents({
  env,
  platform,
  homeDir,
}: Pick<CorePorts, 'env' | 'platform' | 'homeDir'>): string[] {
  const aws = join(homeDir, '.aws')
  const shared = resolveSharedFilePaths(env, platform, homeDir)
  const elsewhere = [resolve(shared.config), resolve(shared.credentials)].filter(
    (file) => !file.startsWith(aws),
  )
  return [...new Set([aws, ...ownRoots(stackpassPaths(env, platform, homeDir)), ...elsewhere])]
}
